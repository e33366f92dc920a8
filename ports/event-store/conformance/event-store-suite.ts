import type { EventStore, EventStoreSupports } from "@quad/event-store";
import { testLifecycle, worksUnless } from "@quad/lifecycle/conformance";
import type { ConformanceSuite } from "@quad/testkit";
import { appending } from "./appending.ts";
import { archiving } from "./archiving.ts";
import { dying } from "./dying.ts";
import { EventStoreStage } from "./event-store-stage.ts";
import { history } from "./history.ts";
import { jointSubscriptions } from "./joint-subscriptions.ts";
import { limits } from "./limits.ts";
import { reading } from "./reading.ts";
import { rebuilding } from "./rebuilding.ts";
import { snapshots } from "./snapshots.ts";
import { stopping } from "./stopping.ts";
import { subscriptions } from "./subscriptions.ts";
import { transactions } from "./transactions.ts";
import { upcasting } from "./upcasting.ts";

/** The contract of `EventStore`, for any adapter. */
export const eventStoreSuite: ConformanceSuite<EventStoreStage, keyof EventStoreSupports> = {
  port: "event store",
  readme: new URL("../README.md", import.meta.url),
  topics: {
    appending,
    reading,
    history,
    subscriptions,
    "joint subscriptions": jointSubscriptions,
    rebuilding,
    transactions,
    dying,
    snapshots,
    upcasting,
    archiving,
    limits,
    stopping,
  },
  stage: EventStoreStage,
  lifecycle: (name, makeStage) =>
    testLifecycle(name, {
      make: async () => (await makeStage()).open(),
      works: worksUnless("EVENT_STORE_NOT_RUNNING", (store: EventStore) =>
        store.progress("test.any"),
      ),
    }),
};
