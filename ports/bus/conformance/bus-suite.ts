import type { ConformanceSuite } from "@quad/testkit";
import { backpressureChecks } from "./backpressure.ts";
import { type BusNeed, BusStage } from "./bus-stage.ts";
import { deadLetterChecks } from "./dead-letters.ts";
import { depthChecks } from "./depth.ts";
import { faultChecks } from "./faults.ts";
import { groupChecks } from "./groups.ts";
import { lifecycleChecks } from "./lifecycle.ts";
import { limitChecks } from "./limits.ts";
import { listenerChecks } from "./listeners.ts";
import { orderChecks } from "./order.ts";
import { publishChecks } from "./publish.ts";
import { redeliveryChecks } from "./redelivery.ts";
import { replayChecks } from "./replay.ts";
import { supportChecks } from "./supports.ts";
import { unavailableChecks } from "./unavailable.ts";

/** The contract of `Bus`, for any adapter. */
export const busSuite: ConformanceSuite<BusStage, BusNeed> = {
  port: "bus",
  readme: new URL("../README.md", import.meta.url),
  topics: {
    publish: publishChecks,
    limits: limitChecks,
    order: orderChecks,
    groups: groupChecks,
    redelivery: redeliveryChecks,
    "unavailable neighbours": unavailableChecks,
    "dead letters": deadLetterChecks,
    replay: replayChecks,
    listeners: listenerChecks,
    depth: depthChecks,
    backpressure: backpressureChecks,
    lifecycle: lifecycleChecks,
    faults: faultChecks,
    supports: supportChecks,
  },
  stage: BusStage,
  otherNeeds: {
    "no history": ({ supports }) => (supports.history ? "supports.history is true" : undefined),
    kill: ({ place }) => (place.kill ? undefined : "an instance cannot be killed here"),
    sever: ({ place }) => (place.sever ? undefined : "there is no connection to cut"),
  },
};
