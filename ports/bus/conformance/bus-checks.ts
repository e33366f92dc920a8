import type { Topics } from "@quad/testkit";
import { backpressureChecks } from "./backpressure.ts";
import type { BusCheck } from "./bus-check.ts";
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

/** The table of contents: what a bus is. */
export const busChecks: Topics<BusCheck> = {
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
};
