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
import { nobody, type SagaObserver } from "./saga-observer.ts";
import type { SagaRow, SagaStore } from "./saga-store.ts";

export interface SagaOptions {
  /** Every version that sagas under way may have been begun with, and the one to begin with. */
  readonly definitions: readonly SagaDefinition[];
  readonly clock?: Clock;
  /** In [0, 1). */
  readonly random?: () => number;
  readonly log?: SagaLog;
  readonly observer?: SagaObserver;
  /** After so long without a sign of life another coordinator takes over. Default 5 s. */
  readonly leaseMs?: number;
  /**
   * Sagas that are worked on at the same time; with 0 the work is left to others. Default 100.
   */
  readonly concurrencyMax?: number;
  /**
   * How long a saga is kept that is done or compensated; parked ones are kept until a person has
   * spoken. Default 7 days.
   */
  readonly keptMs?: number;
}

export interface CoordinatorOptions<Transaction> extends SagaOptions {
  readonly store: SagaStore<Transaction>;
  /** The rules. Replaced only by the suite, which proves that it notices wrong ones. */
  readonly machine?: SagaMachine;
}

const LEASE_MS_DEFAULT = 5_000;
const CONCURRENCY_DEFAULT = 100;
const KEPT_MS_DEFAULT = 7 * 24 * 60 * 60 * 1_000;

/** `Sagas` kept in any store. The store is started and stopped with it. */
export function sagaCoordinator<Transaction>(
  options: CoordinatorOptions<Transaction>,
): Sagas<Transaction> {
  const { store, clock = systemClock, random = Math.random, log = silentLog } = options;
  const { observer = nobody } = options;
  const { machine = sagaMachine, leaseMs = LEASE_MS_DEFAULT } = options;
  const { concurrencyMax = CONCURRENCY_DEFAULT, keptMs = KEPT_MS_DEFAULT } = options;
  const definitions = knownDefinitions(options.definitions);
  const life = coordinatorLife({
    ...{ store, definitions, machine, clock, random, log, observer, leaseMs },
    ...{ concurrencyMax, keptMs },
  });
  const { running } = life;
  return {
    supports: store.supports,
    start: life.start,
    stop: life.stop,
    ...beginSagas({ store, life, definitions, machine, observer }),
    ...operateSagas({ store, life, definitions, machine, observer }),
    async get(id) {
      const saga = await running(() => store.read(id));
      return saga && shown(saga);
    },
    wait: async (id, { signal } = {}) => shown(await life.rest(id, signal)),
    list: (filter = {}) =>
      running(async () => {
        checkFilter(filter);
        const { status, cursor: after = "", limit = PAGE_DEFAULT } = filter;
        const rows = await store.list({ ...(status && { status }), after, limit: limit + 1 });
        const sagas = rows.slice(0, limit).map(shown);
        const cursor = rows.length > limit ? sagas.at(-1)?.id : undefined;
        return cursor === undefined ? { sagas } : { sagas, cursor };
      }),
    counts: () => running(() => store.counts(definitions.versions)),
  };
}

function shown({ epoch, ...saga }: SagaRow): Saga {
  return saga;
}
