import { type Clock, systemClock } from "@quad/clock";
import { type Lifecycle, managed } from "@quad/lifecycle";
import {
  checkArchive,
  checkExpected,
  checkHistoryRange,
  checkRange,
  checkSnapshot,
  checkStream,
  checkSubscription,
  checkSubscriptionName,
  checkWanted,
} from "./check-calls.ts";
import { checkEvents } from "./check-events.ts";
import type { EventStore, EventStoreSupports, Subscription } from "./event-store.ts";
import { eventStoreErrors } from "./event-store-errors.ts";
import type { EventWriter } from "./event-writer.ts";
import { members } from "./members.ts";
import { MemoryCheckpoints } from "./memory-checkpoints.ts";
import { MemoryHistory } from "./memory-history.ts";
import { MemorySnapshots } from "./memory-snapshots.ts";
import { news } from "./news.ts";
import { BUSY_LOOK_MS, subscriptionMember } from "./subscription-member.ts";
import { type Upcasters, upcasters } from "./upcasters.ts";

export interface MemoryEventStoreOptions {
  readonly clock?: Clock;
  readonly upcasters?: Upcasters;
  /** Hears of a handler that fails, once until it succeeds. */
  readonly onFailure?: (error: unknown) => void;
}

const SUPPORTS: EventStoreSupports = Object.freeze({
  durable: false,
  multiProcess: false,
  transactions: false,
});

/**
 * The reference adapter: every promise in the simplest correct code. What it holds outlives a stop,
 * not the process.
 */
export function memoryEventStore(options: MemoryEventStoreOptions = {}): EventStore {
  const { clock = systemClock, upcasters: upcast = upcasters({}), onFailure = () => {} } = options;
  const history = new MemoryHistory();
  const checkpoints = new MemoryCheckpoints();
  const appended = news();
  const joined = members();
  const lifecycle = managed({ start: async () => {}, stop: joined.stop });
  const needRunning = () => {
    if (lifecycle.state !== "running") throw eventStoreErrors.EVENT_STORE_NOT_RUNNING();
  };

  function memberOf(given: Subscription) {
    const { name, from, batchMax, restMs, handle } = checkSubscription(given);

    async function handleBatch(position: number, signal: AbortSignal): Promise<number> {
      const batch = history.readAll(position, batchMax).map(upcast);
      if (batch.length > 0) await handle(batch, { transaction: undefined as never, signal });
      return position + batch.length;
    }

    return subscriptionMember({
      async join() {
        needRunning();
        checkpoints.begin(name, from === "start" ? 0 : history.head);
      },
      async step(signal) {
        const handled = await checkpoints.alone(name, (position) => handleBatch(position, signal));
        if (handled === "busy") return { againInMs: BUSY_LOOK_MS };
        if (handled === 0) return "idle";
        return handled < batchMax ? "moved" : "full";
      },
      restMs,
      onNews: appended.on,
      report: (report) => report !== "works again" && onFailure(report.failure),
      clock,
      random: Math.random,
    });
  }

  return {
    ...writer({ clock, upcast, needRunning, history, checkpoints, tell: appended.tell }),
    supports: SUPPORTS,
    start: lifecycle.start,
    stop: lifecycle.stop,
    subscribe: (...given) => joined.add(together(given.map(memberOf))),
    within() {
      throw eventStoreErrors.EVENT_STORE_UNSUPPORTED({ feature: "transactions" });
    },
    async readAll(range) {
      needRunning();
      const { after, limit } = checkHistoryRange(range);
      return history.readAll(after, limit).map(upcast);
    },
    async progress(name) {
      needRunning();
      checkSubscriptionName(name);
      return { position: checkpoints.position(name), head: history.head };
    },
  };
}

/** Several members as one. */
function together(each: readonly Lifecycle[]): Lifecycle {
  return {
    async start() {
      for (const member of each) await member.start();
    },
    async stop() {
      await Promise.all(each.map((member) => member.stop()));
    },
  };
}

interface WriterParts {
  readonly clock: Clock;
  readonly upcast: Upcasters;
  readonly needRunning: () => void;
  readonly history: MemoryHistory;
  readonly checkpoints: MemoryCheckpoints;
  readonly tell: () => void;
}

function writer(parts: WriterParts): EventWriter {
  const { clock, upcast, needRunning, history, checkpoints, tell } = parts;
  const snapshots = new MemorySnapshots();
  return {
    async append(stream, events, { expected }) {
      needRunning();
      checkStream(stream);
      checkExpected(expected);
      const checked = checkEvents(events);
      const appended = history.append(stream, checked, { expected, now: clock.now() });
      tell();
      return appended;
    },
    async read(stream, range = {}) {
      needRunning();
      checkStream(stream);
      return history.read(stream, checkRange(range)).map(({ position, ...event }) => upcast(event));
    },
    async saveSnapshot(stream, snapshot) {
      needRunning();
      checkStream(stream);
      const json = checkSnapshot(snapshot);
      const { version: expected } = snapshot;
      const actual = history.versionOf(stream);
      if (expected > actual) {
        throw eventStoreErrors.EVENT_STORE_CONFLICT({ stream, expected, actual });
      }
      snapshots.save(stream, snapshot, json);
    },
    async snapshot(stream, wanted) {
      needRunning();
      checkStream(stream);
      return snapshots.find(stream, checkWanted(wanted));
    },
    async archive(stream, { expected }) {
      needRunning();
      checkStream(stream);
      checkArchive(expected);
      history.archive(stream, expected);
    },
    async rewind(name) {
      needRunning();
      checkSubscriptionName(name);
      checkpoints.rewind(name);
      tell();
    },
  };
}
