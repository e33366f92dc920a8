import { isDeepStrictEqual } from "node:util";
import { type Clock, systemClock } from "@quad/clock";
import { managed } from "@quad/lifecycle";
import { callsUnderWay } from "./calls-under-way.ts";
import { checkBegin, checkFilter, PAGE_DEFAULT } from "./check-begin.ts";
import { checkVerdict } from "./check-verdict.ts";
import { groupCommit } from "./group-commit.ts";
import { OwnerLease } from "./owner-lease.ts";
import { SAGA_RETRY_DEFAULT } from "./retry-default.ts";
import type { Begun, Saga, Sagas } from "./saga.ts";
import type { SagaDefinition } from "./saga-definition.ts";
import { sagaErrors } from "./saga-errors.ts";
import { type SagaLog, silentLog } from "./saga-log.ts";
import { type Plan, type SagaEvent, type SagaMachine, sagaMachine } from "./saga-machine.ts";
import type { NewRow, RowWrite, SagaRow, SagaStore, SagaVersion } from "./saga-store.ts";
import { type KnownDefinition, SagaWork, stateOf } from "./saga-work.ts";

export interface SagaOptions {
  /** Every version that sagas under way may have been begun with, and the one to begin with. */
  readonly definitions: readonly SagaDefinition[];
  readonly clock?: Clock;
  /** In [0, 1). */
  readonly random?: () => number;
  readonly log?: SagaLog;
  /** After so long without a sign of life another coordinator takes over. Default 5 s. */
  readonly leaseMs?: number;
  /** Sagas that are worked on at the same time. Default 100. */
  readonly concurrencyMax?: number;
}

export interface CoordinatorOptions<Transaction> extends SagaOptions {
  readonly store: SagaStore<Transaction>;
  /** The rules. Replaced only by the suite, which proves that it notices wrong ones. */
  readonly machine?: SagaMachine;
}

const LEASE_MS_DEFAULT = 5_000;
const CONCURRENCY_DEFAULT = 100;

/** `Sagas` kept in any store. The store is started and stopped with it. */
export function sagaCoordinator<Transaction>(
  options: CoordinatorOptions<Transaction>,
): Sagas<Transaction> {
  const { store, clock = systemClock, random = Math.random, log = silentLog } = options;
  const { machine = sagaMachine, leaseMs = LEASE_MS_DEFAULT } = options;
  const { concurrencyMax = CONCURRENCY_DEFAULT } = options;
  const known = knownDefinitions(options.definitions);
  const versions = [...known.values()].map(({ definition }) => versionOf(definition));
  const find = (version: SagaVersion) => known.get(nameOf(version));
  const calls = callsUnderWay();
  let lease: OwnerLease | undefined;
  let work: SagaWork | undefined;

  const insert = groupCommit(async (rows: readonly NewRow[]) => {
    const fresh = new Set(await store.insert(rows));
    // Of two rows with one id the first was stored.
    return rows.map(({ id }) => fresh.delete(id));
  });
  const save = groupCommit(async (writes: readonly RowWrite[]) => {
    const stored = await store.save(writes);
    return writes.map(({ id }) => stored.has(id));
  });

  const lifecycle = managed({
    async start() {
      await store.start();
      lease = new OwnerLease({ store, clock, log, leaseMs });
      await lease.start();
      const common = { store, save, find, versions, machine, lease, clock, random, log };
      work = new SagaWork({ ...common, leaseMs, concurrencyMax });
      work.start();
    },
    async stop() {
      await calls.ended();
      await work?.stop();
      await lease?.end();
      work = undefined;
      lease = undefined;
      await store.stop();
    },
  });

  /** Runs a call that a stop waits for. */
  async function running<T>(call: (at: SagaWork) => Promise<T>): Promise<T> {
    const at = work;
    if (lifecycle.state !== "running" || !at) throw sagaErrors.SAGAS_NOT_RUNNING();
    return calls.run(() => call(at));
  }

  /** Prepares the row of a saga, has it stored, and answers what became of it. */
  function beginning<Input>(
    given: { readonly saga: SagaDefinition<Input>; readonly id: string; readonly input: Input },
    keep: (row: NewRow, follow: () => void) => Promise<Begun>,
  ): Promise<Begun> {
    const { id, input, saga } = given;
    return running(async (at) => {
      const definition = find(saga);
      if (!definition) throw new TypeError(`Saga ${nameOf(saga)} is not among the definitions.`);
      checkBegin(id, input);
      const { owner, giveBack } = at.reserve();
      const state = machine.begunState(definition.plan);
      const row = { id, ...versionOf(saga), input: structuredClone(input), state, owner };
      const follow = () => {
        if (owner === null) at.wake();
        else at.adopt({ ...row, epoch: 1, isLost: false });
      };
      return keep(row, follow).finally(giveBack);
    });
  }

  function operate(id: string, eventOf: (saga: SagaRow) => SagaEvent): Promise<void> {
    return running(async (at) => {
      const saga = await store.read(id);
      if (!saga) throw sagaErrors.SAGA_NOT_FOUND({ id });
      const definition = find(saga);
      if (saga.status !== "parked") throw sagaErrors.SAGA_NOT_PARKED({ id });
      if (!definition) {
        throw sagaErrors.SAGA_INVALID({ reason: `${nameOf(saga)} is not known to this process` });
      }
      const state = machine.evolve(definition.plan, stateOf(saga), eventOf(saga));
      const { epoch } = saga;
      const write = { id, epoch, epochNext: epoch + 1, owner: null, state, delayMs: 0 };
      // Alone: two persons must not meet in one commit.
      const stored = await store.save([write]);
      if (!stored.has(id)) throw sagaErrors.SAGA_NOT_PARKED({ id });
      at.wake();
    });
  }

  return {
    supports: store.supports,
    start: lifecycle.start,
    stop: lifecycle.stop,
    begin: (saga, id, input) =>
      beginning({ saga, id, input }, async (row, follow) => {
        if (!(await insert(row))) return asKnown(row, await store.read(id));
        follow();
        return "begun";
      }),
    within: (transaction) => ({
      begin: (saga, id, input) =>
        beginning({ saga, id, input }, async (row, follow) => {
          const { isNew, stored } = await store.insertWithin(transaction, row, follow);
          return isNew ? "begun" : asKnown(row, stored);
        }),
    }),
    get: (id) => running(async () => shown(await store.read(id))),
    list: (filter = {}) =>
      running(async () => {
        checkFilter(filter);
        const { status, cursor: after = "", limit = PAGE_DEFAULT } = filter;
        const rows = await store.list({ ...(status && { status }), after, limit: limit + 1 });
        const sagas = rows.slice(0, limit).map((row) => shown(row) as Saga);
        const cursor = rows.length > limit ? sagas.at(-1)?.id : undefined;
        return cursor === undefined ? { sagas } : { sagas, cursor };
      }),
    counts: () => running(() => store.counts(versions)),
    retry: (id) => operate(id, () => ({ type: "retried" })),
    settle: (id, step, verdict) =>
      operate(id, (saga) => ({
        type: "settled",
        step,
        verdict: checkVerdict(saga, step, verdict),
      })),
  };
}

function knownDefinitions(
  definitions: readonly SagaDefinition[],
): ReadonlyMap<string, KnownDefinition> {
  const known = new Map<string, KnownDefinition>();
  for (const definition of definitions) {
    const name = nameOf(definition);
    if (known.has(name)) throw new TypeError(`Saga ${name} is defined twice.`);
    if (definition.steps.length === 0) throw new TypeError(`Saga ${name} has no steps.`);
    known.set(name, { definition, plan: planOf(definition) });
  }
  return known;
}

function planOf({ steps }: SagaDefinition): Plan {
  return steps.map(({ name, resolve, compensate, retry = SAGA_RETRY_DEFAULT }) => ({
    name,
    attemptsMax: retry.attemptsMax,
    resolvable: resolve !== undefined,
    compensable: compensate !== undefined,
  }));
}

function versionOf({ name, version }: SagaVersion): SagaVersion {
  return { name, version };
}

function nameOf({ name, version }: SagaVersion): string {
  return `${name} ${version}`;
}

function asKnown({ id, name, input }: NewRow, stored: SagaRow | undefined): Begun {
  const isSame = stored?.name === name && isDeepStrictEqual(stored.input, input);
  if (!isSame) throw sagaErrors.SAGA_ID_REUSED({ id });
  return "known";
}

function shown(row: SagaRow | undefined): Saga | undefined {
  if (!row) return undefined;
  const { epoch, ...saga } = row;
  return saga;
}
