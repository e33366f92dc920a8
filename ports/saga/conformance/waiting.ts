import { refusal, type SagaDefinition, type SagaStore, type Sagas, sagaErrors } from "@quad/saga";
import { type Gate, signal } from "@quad/testkit";
import { expect } from "vitest";
import type { SagaCheck, SagaStage } from "./saga-stage.ts";

/** Longer than any check holds up a call. */
const LONG_MS = 60_000;

/** Who waits for the rest of a saga. */
export const waiting: readonly SagaCheck[] = [
  {
    name: "waits until a saga is done, compensated or parked; one that is already there at once",
    async run(stage) {
      const { world } = stage;
      const trip = world.trip("trip", ["stock", "pay"]);
      world.always("action pay", (usual, { sagaId }) => {
        if (sagaId.startsWith("compensated")) throw refusal("no");
        if (sagaId.startsWith("parked")) throw new Error("who knows");
        return usual();
      });
      const sagas = await stage.sagas([trip]);
      for (const status of ["done", "compensated", "parked"] as const) {
        const id = stage.id(status);
        await sagas.begin(trip, id, {});
        const saga = await within(stage, sagas.wait(id));
        expect(saga).toMatchObject({ id, status });
        expect(await within(stage, sagas.wait(id))).toEqual(saga);
        expect(await sagas.get(id)).toEqual(saga);
      }
    },
  },
  {
    name: "waits for a saga that another coordinator brings to rest, also for many at once",
    async run(stage) {
      const { other, trip, gate } = await heldUp(stage);
      const waiter = await stage.sagas([]);
      const ids = Array.from({ length: 5 }, () => stage.id());
      for (const id of ids) await other.begin(trip, id, {});
      const all = Promise.all(ids.map((id) => waiter.wait(id)));
      expect(await Promise.race([all, tick()])).toBe("nothing yet");
      gate.open();
      const sagas = await within(stage, all);
      expect(sagas.map(({ id, status }) => [id, status])).toEqual(ids.map((id) => [id, "done"]));
    },
  },
  {
    name: "waits for the next rest of a saga that a person has set going again",
    async run(stage) {
      const { world } = stage;
      const trip = world.trip("trip", ["pay", "confirm"]);
      world.always("action pay", () => {
        throw new Error("who knows");
      });
      const [called, gate] = [signal("it goes on"), stage.gate()];
      world.script("action confirm", async (usual) => {
        called.resolve();
        await gate.opened;
        return usual();
      });
      const sagas = await stage.sagas([trip]);
      const id = stage.id();
      await sagas.begin(trip, id, {});
      expect(await within(stage, sagas.wait(id))).toMatchObject({ status: "parked" });
      await sagas.settle(id, "pay", { outcome: "done", result: null, note: "seen" });
      await called.within(stage.patienceMs);
      const next = sagas.wait(id);
      gate.open();
      expect(await within(stage, next)).toMatchObject({ status: "done" });
    },
  },
  {
    name: "waits for no saga that there is not",
    async run(stage) {
      const sagas = await stage.sagas([]);
      const failure = await failureOf(stage, sagas.wait("never-begun"));
      expect(failure).toMatchObject({ code: "SAGA_NOT_FOUND" });
    },
  },
  {
    name: "a wait ends when its signal aborts, with its reason; the saga goes on",
    async run(stage) {
      const { other, trip, gate } = await heldUp(stage);
      const id = stage.id();
      await other.begin(trip, id, {});
      const reason = new Error("no more patience");
      const caller = new AbortController();
      const options = { signal: caller.signal };
      const waits = [other.wait(id, options), other.wait(id, options)];
      const failures = Promise.all(waits.map((wait) => failureOf(stage, wait)));
      caller.abort(reason);
      expect(await failures).toEqual([reason, reason]);
      expect(await failureOf(stage, other.wait(id, options))).toBe(reason);
      gate.open();
      expect(await within(stage, other.wait(id))).toMatchObject({ status: "done" });
    },
  },
  {
    name: "a store that is away while one waits costs time alone",
    async run(stage) {
      const { other, trip, gate } = await heldUp(stage);
      let isAway = false;
      const [seen, asked] = [signal("a first look"), signal("a look while it is away")];
      const awayOr = <T>(call: () => Promise<T>): Promise<T> => {
        if (!isAway) return call();
        asked.resolve();
        return Promise.reject(sagaErrors.SAGAS_UNAVAILABLE({ reason: "away" }));
      };
      const between = (store: SagaStore<unknown>): SagaStore<unknown> => ({
        ...store,
        read: (which) => awayOr(() => store.read(which).finally(seen.resolve)),
        unfinished: (ids) => awayOr(() => store.unfinished(ids)),
      });
      const waiter = await stage.sagas([], { between });
      const id = stage.id();
      await other.begin(trip, id, {});
      const wait = waiter.wait(id);
      await seen.within(stage.patienceMs);
      isAway = true;
      gate.open();
      await asked.within(stage.patienceMs);
      isAway = false;
      expect(await within(stage, wait)).toMatchObject({ status: "done" });
    },
  },
  {
    name: "a stop ends the waits, and does not wait for what they wait for",
    async run(stage) {
      const { other, trip } = await heldUp(stage);
      const waiter = await stage.sagas([]);
      const id = stage.id();
      await other.begin(trip, id, {});
      const failure = failureOf(stage, waiter.wait(id));
      await within(stage, waiter.stop());
      expect(await failure).toMatchObject({ code: "SAGAS_NOT_RUNNING" });
    },
  },
];

interface HeldUp {
  readonly other: Sagas<unknown>;
  readonly trip: SagaDefinition<unknown>;
  readonly gate: Gate;
}

/** A coordinator whose sagas all wait at a gate. */
async function heldUp(stage: SagaStage): Promise<HeldUp> {
  const { world } = stage;
  const trip = world.trip("trip", [{ name: "pay", options: { timeoutMs: LONG_MS } }]);
  const gate = stage.gate();
  world.always("action pay", async (usual) => {
    await gate.opened;
    return usual();
  });
  return { other: await stage.sagas([trip]), trip, gate };
}

/** The same promise, which fails when it takes longer than the patience of the stage. */
function within<T>(stage: SagaStage, promise: Promise<T>): Promise<T> {
  const answered = signal<T>("the answer");
  promise.then(answered.resolve, answered.reject);
  return answered.within(stage.patienceMs);
}

/** What the promise rejects with. */
function failureOf(stage: SagaStage, promise: Promise<unknown>): Promise<unknown> {
  return within(
    stage,
    promise.then(
      (answer) => ({ answer }),
      (error: unknown) => error,
    ),
  );
}

async function tick(): Promise<string> {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
  return "nothing yet";
}
