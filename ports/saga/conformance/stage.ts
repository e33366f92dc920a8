import {
  type Saga,
  type SagaDefinition,
  type SagaOptions,
  type SagaStore,
  type Sagas,
  sagaCoordinator,
} from "@quad/saga";
import { eventually, testId } from "@quad/testkit";
import { expect } from "vitest";
import { type Death, KillSwitch } from "./kill-switch.ts";
import type { SagaPlace } from "./saga-place.ts";
import { World } from "./world.ts";

/** For what should happen, on a busy machine. Mutants are waited for less long. */
const PATIENCE_MS = 20_000;
/** Longer than any check: a lease that never ends by itself. */
export const LASTING_LEASE_MS = 60_000;
/** A lease that soon passes to another. */
export const SHORT_LEASE_MS = 250;

export interface OpenOptions extends Partial<SagaOptions> {
  /** Puts something between the coordinator and its store. */
  readonly between?: (store: SagaStore<unknown>) => SagaStore<unknown>;
}

export interface Gate {
  readonly opened: Promise<void>;
  readonly open: () => void;
}

/** What one check works with. */
export class Stage {
  readonly world = new World();
  readonly #place: SagaPlace;
  /** For what should happen. */
  readonly patienceMs: number;
  readonly #opened: Sagas<unknown>[] = [];
  readonly #killSwitches: KillSwitch[] = [];
  readonly #gates: Gate[] = [];

  constructor(place: SagaPlace, patienceMs = PATIENCE_MS) {
    this.#place = place;
    this.patienceMs = patienceMs;
  }

  /** An id that no other check has. */
  readonly id = (name = "saga") => `${name}-${testId()}`;

  get transaction(): NonNullable<SagaPlace["transaction"]> {
    const { transaction } = this.#place;
    if (!transaction) throw new TypeError("This place has no transactions of a caller's.");
    return transaction;
  }

  /** A coordinator of the place, not started. */
  make(definitions: readonly SagaDefinition[], options: OpenOptions = {}): Sagas<unknown> {
    const { coordinate = sagaCoordinator } = this.#place;
    const { between = (store) => store, ...rest } = options;
    const sagas = coordinate({
      leaseMs: LASTING_LEASE_MS,
      ...rest,
      store: between(this.#place.store()),
      definitions,
    });
    this.#opened.push(sagas);
    return sagas;
  }

  /** A started coordinator of the place. */
  async open(
    definitions: readonly SagaDefinition[],
    options: OpenOptions = {},
  ): Promise<Sagas<unknown>> {
    const sagas = this.make(definitions, options);
    await sagas.start();
    return sagas;
  }

  /** Holds up a call until it is opened; the end of the check opens it in any case. */
  gate(): Gate {
    const { promise, resolve } = Promise.withResolvers<void>();
    const gate = { opened: promise, open: resolve };
    this.#gates.push(gate);
    return gate;
  }

  /** What makes a coordinator die: at the nth write of a state, or when `kill` is called. */
  killSwitch(deathAt?: number, death?: Death): KillSwitch {
    const killSwitch = new KillSwitch(deathAt, death);
    this.#killSwitches.push(killSwitch);
    return killSwitch;
  }

  /** The saga, once it has come to this status. */
  async reaches(sagas: Sagas<unknown>, id: string, status: Saga["status"]): Promise<Saga> {
    const saga = await this.until(
      () => sagas.get(id),
      (found) => found !== undefined && (found.status === status || isAtRest(found)),
      `saga ${id} is ${status}`,
    );
    expect(saga?.status).toBe(status);
    return saga as Saga;
  }

  until<T>(check: () => T | Promise<T>, holds: (value: T) => boolean, what: string): Promise<T> {
    return eventually(check, { withinMs: this.patienceMs, what, until: holds });
  }

  /** Stops what was opened. */
  async end(): Promise<void> {
    for (const killSwitch of this.#killSwitches) killSwitch.release();
    for (const gate of this.#gates) gate.open();
    for (const sagas of this.#opened.toReversed()) await sagas.stop();
  }
}

function isAtRest({ status }: Saga): boolean {
  return status !== "running" && status !== "compensating";
}
