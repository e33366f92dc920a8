import { type Clock, systemClock } from "@quad/clock";
import { beginSagas } from "./begin-sagas.ts";
import { checkFilter, PAGE_DEFAULT } from "./check-begin.ts";
import { coordinatorLife } from "./coordinator-life.ts";
import { knownDefinitions } from "./known-definitions.ts";
import { operateSagas } from "./operate-sagas.ts";
import type { Saga, Sagas } from "./saga.ts";
import type { SagaDefinition } from "./saga-definition.ts";
import { type SagaLog, silentLog } from "./saga-log.ts";
import { type SagaMachine, sagaMachine } from "./saga-machine.ts";
import type { SagaRow, SagaStore } from "./saga-store.ts";

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
  const definitions = knownDefinitions(options.definitions);
  const life = coordinatorLife({
    ...{ store, definitions, machine, clock, random, log, leaseMs, concurrencyMax },
  });
  const { running } = life;
  return {
    supports: store.supports,
    start: life.start,
    stop: life.stop,
    ...beginSagas({ store, life, definitions, machine }),
    ...operateSagas({ store, life, definitions, machine }),
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
    counts: () => running(() => store.counts(definitions.versions)),
  };
}

function shown(row: SagaRow | undefined): Saga | undefined {
  if (!row) return undefined;
  const { epoch, ...saga } = row;
  return saga;
}
