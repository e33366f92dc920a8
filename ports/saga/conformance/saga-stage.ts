import {
  type Saga,
  type SagaDefinition,
  type SagaOptions,
  type SagaStore,
  type SagaSupports,
  type Sagas,
  sagaCoordinator,
} from "@quad/saga";
import { type Check, Stage, testId } from "@quad/testkit";
import { expect } from "vitest";
import { type Death, KillSwitch } from "./kill-switch.ts";
import type { SagaPlace } from "./saga-place.ts";
import { World } from "./world.ts";

export type SagaCheck = Check<SagaStage, keyof SagaSupports>;

/** Longer than any check: a lease that never ends by itself. */
export const LASTING_LEASE_MS = 60_000;
/** A lease that soon passes to another. */
export const SHORT_LEASE_MS = 250;

export interface CoordinateOptions extends Partial<SagaOptions> {
  /** Puts something between the coordinator and its store. */
  readonly between?: (store: SagaStore<unknown>) => SagaStore<unknown>;
}

/** Where one check of sagas plays: coordinators, and the world that their steps call. */
export class SagaStage extends Stage<SagaPlace> {
  readonly world = new World();

  /** An id that no other check has. */
  readonly id = (name = "saga") => `${name}-${testId()}`;

  get transaction(): NonNullable<SagaPlace["transaction"]> {
    const { transaction } = this.place;
    if (!transaction) throw new TypeError("This place has no transactions of a caller's.");
    return transaction;
  }

  /** A coordinator of the place, not started. */
  stoppedSagas(
    definitions: readonly SagaDefinition[],
    options: CoordinateOptions = {},
  ): Sagas<unknown> {
    const { coordinate = sagaCoordinator } = this.place;
    const { between, ...rest } = options;
    const plain = this.place.open();
    const store = between ? between(plain) : plain;
    return this.opened(coordinate({ leaseMs: LASTING_LEASE_MS, ...rest, store, definitions }));
  }

  /** A started coordinator of the place. */
  async sagas(
    definitions: readonly SagaDefinition[],
    options: CoordinateOptions = {},
  ): Promise<Sagas<unknown>> {
    const sagas = this.stoppedSagas(definitions, options);
    await this.within(sagas.start(), "the sagas start");
    return sagas;
  }

  /** What makes a coordinator die: at the nth write of a state, or when `kill` is called. */
  killSwitch(deathAt?: number, death?: Death): KillSwitch {
    const killSwitch = new KillSwitch(deathAt, death);
    this.atEnd(() => killSwitch.release());
    return killSwitch;
  }

  /** The saga, once it has come to this status. */
  async reaches(sagas: Sagas<unknown>, id: string, status: Saga["status"]): Promise<Saga> {
    const found = await this.until(
      `saga ${id} is ${status}`,
      () => sagas.get(id),
      (saga) => saga !== undefined && (saga.status === status || isAtRest(saga)),
    );
    expect(found?.status).toBe(status);
    return found as Saga;
  }

  /** What the world must never have seen is a failure of the check too. */
  override async close(): Promise<void> {
    await super.close();
    if (this.world.wrongs.length > 0) throw new Error(this.world.wrongs.join("; "));
  }
}

function isAtRest({ status }: Saga): boolean {
  return status !== "running" && status !== "compensating";
}
