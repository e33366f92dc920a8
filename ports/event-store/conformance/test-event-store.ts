import { isQuadError } from "@quad/errors";
import type { EventStore } from "@quad/event-store";
import { testLifecycle } from "@quad/lifecycle/conformance";
import { type Topics, testChecks } from "@quad/testkit";
import { describe, onTestFinished } from "vitest";
import { appending } from "./appending.ts";
import { archiving } from "./archiving.ts";
import { dying } from "./dying.ts";
import type { EventStoreCheck, EventStorePlace } from "./event-store-place.ts";
import { history } from "./history.ts";
import { limits } from "./limits.ts";
import { reading } from "./reading.ts";
import { rebuilding } from "./rebuilding.ts";
import { snapshots } from "./snapshots.ts";
import { stopping } from "./stopping.ts";
import { subscriptions } from "./subscriptions.ts";
import { transactions } from "./transactions.ts";
import { upcasting } from "./upcasting.ts";

/** The table of contents. */
export const eventStoreChecks: Topics<EventStoreCheck> = {
  appending,
  reading,
  history,
  subscriptions,
  rebuilding,
  transactions,
  dying,
  snapshots,
  upcasting,
  archiving,
  limits,
  stopping,
};

/**
 * The contract of `EventStore` as tests, for any adapter. `makePlace` opens nothing that lasts
 * longer than the test, or closes it when the test has finished; stores are stopped before.
 */
export function testEventStore<Transaction>(
  name: string,
  makePlace: () => EventStorePlace<Transaction> | Promise<EventStorePlace<Transaction>>,
): void {
  describe(`event store: ${name}`, () => {
    testChecks({
      topics: eventStoreChecks,
      open: makePlace,
      reasonToSkip: ({ needs }, place) =>
        needs && !place.open().supports[needs] ? `This store is not ${needs}.` : undefined,
      run: (check, place) => runCheck(check, place),
    });
  });
  testLifecycle(name, {
    make: async () => (await makePlace()).open() as EventStore,
    works: isWorking,
  });
}

/** Inside a test, at whose end all stores are stopped. */
export async function runCheck<Transaction>(
  check: EventStoreCheck,
  place: EventStorePlace<Transaction>,
): Promise<void> {
  await check.run({
    ...place,
    open(options) {
      const store = place.open(options);
      onTestFinished(() => store.stop());
      return store as EventStore<unknown>;
    },
  } as EventStorePlace);
}

async function isWorking(store: EventStore): Promise<boolean> {
  try {
    await store.progress("test.any");
    return true;
  } catch (error) {
    if (isQuadError(error, "EVENT_STORE_NOT_RUNNING")) return false;
    throw error;
  }
}
