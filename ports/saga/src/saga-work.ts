import { setImmediate as turn } from "node:timers/promises";
import { retryDelayMs } from "@quad/bus";
import type { Clock } from "@quad/clock";
import { Bell } from "@quad/clock";
import { isQuadError } from "@quad/errors";
import type { KnownDefinition, KnownDefinitions } from "./known-definitions.ts";
import type { OwnerLease } from "./owner-lease.ts";
import { type CallOutcome, performCall } from "./perform-call.ts";
import { SAGA_RETRY_DEFAULT } from "./retry-default.ts";
import type { SagaLog } from "./saga-log.ts";
import type { Plan, SagaEvent, SagaMachine } from "./saga-machine.ts";
import type { SagaObserver } from "./saga-observer.ts";
import { isUnfinished, type SagaState, stateOf } from "./saga-state.ts";
import type { RowWrite, SagaRow, SagaStore, StepEffect } from "./saga-store.ts";

/**
 * Sagas begun by others, and lost ones, are found by looking; the less there was to find, the more
 * seldom.
 */
const POLL_MS_MIN = 500;
const POLL_MS_MAX = 4_000;
/** Before a write is tried again that the store could not take. */
const SAVE_AGAIN_AFTER_MS = 200;

export interface SagaWorkOptions {
  readonly store: Pick<SagaStore<never>, "supports" | "claim" | "saveWith">;
  readonly save: (write: RowWrite) => Promise<boolean>;
  readonly definitions: KnownDefinitions;
  readonly machine: SagaMachine;
  readonly lease: OwnerLease;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: SagaLog;
  readonly observer: SagaObserver;
  readonly leaseMs: number;
  readonly concurrencyMax: number;
  /** Called when a saga has come to rest. */
  readonly atRest: (id: string) => void;
}

type Work = Pick<SagaRow, "id" | "name" | "version" | "input" | "epoch"> & {
  readonly state: SagaState;
  readonly isLost: boolean;
};

/** The sagas that one coordinator has in hand, from its start to its stop. */
export class SagaWork {
  readonly #options: SagaWorkOptions;
  readonly #bell: Bell;
  readonly #runs = new Map<string, Promise<void>>();
  readonly #stopping = new AbortController();
  #claiming: Promise<void> = Promise.resolve();
  #reserved = 0;
  /** There was more to claim than could be taken. */
  #isMoreWaiting = false;

  constructor(options: SagaWorkOptions) {
    this.#options = options;
    this.#bell = new Bell(options.clock);
  }

  start(): void {
    this.#claiming = this.#claimUntilStop();
  }

  /** Lets the calls under way end, and stores what they came to. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#options.lease.concede();
    this.#bell.ring();
    await this.#claiming;
    await Promise.all(this.#runs.values());
  }

  /**
   * A place for a saga that is being begun: `owner` is this coordinator, or null when it has none
   * left. To be given back when the beginning has ended, well or not.
   */
  reserve(): { readonly owner: string | null; readonly giveBack: () => void } {
    const { concurrencyMax, lease } = this.#options;
    if (this.#runs.size + this.#reserved >= concurrencyMax) {
      this.#isMoreWaiting = true;
      return { owner: null, giveBack: () => {} };
    }
    this.#reserved++;
    return {
      owner: lease.owner,
      giveBack: () => {
        this.#reserved--;
      },
    };
  }

  /** To be called when there may be something to claim. */
  wake(): void {
    this.#bell.ring();
  }

  /** Works on a saga that this coordinator owns. */
  adopt(work: Work): void {
    // What began while a stop was under way is given back with all the rest.
    if (this.#stopping.signal.aborted || this.#runs.has(work.id)) return;
    const run = this.#run(work)
      .catch((error: unknown) => this.#warn({ saga: work.id, error }, "A saga was dropped."))
      .finally(() => {
        this.#runs.delete(work.id);
        const { concurrencyMax } = this.#options;
        if (this.#isMoreWaiting && this.#runs.size <= concurrencyMax / 2) this.#bell.ring();
      });
    this.#runs.set(work.id, run);
  }

  async #claimUntilStop(): Promise<void> {
    let pollMs = POLL_MS_MIN;
    while (!this.#stopping.signal.aborted) {
      const found = await this.#claim().catch((error: unknown) => {
        this.#warn({ error }, "Sagas could not be claimed.");
        return "some";
      });
      pollMs = found === "none" ? Math.min(pollMs * 2, POLL_MS_MAX) : POLL_MS_MIN;
      // Also a store that answers at once leaves room for others.
      if (found === "more") await turn();
      else await this.#bell.heard(pollMs);
    }
  }

  async #claim(): Promise<"more" | "some" | "none"> {
    const { store, lease, leaseMs, concurrencyMax } = this.#options;
    const { versions } = this.#options.definitions;
    const free = concurrencyMax - this.#runs.size - this.#reserved;
    if (free <= 0) return "some";
    await lease.certain();
    if (this.#stopping.signal.aborted) return "none";
    const known = [...this.#runs.keys()];
    const rows = await store.claim({ owner: lease.owner, versions, known, leaseMs }, free);
    for (const row of rows) this.adopt({ ...row, state: stateOf(row) });
    this.#isMoreWaiting = rows.length === free;
    if (this.#isMoreWaiting && this.#runs.size + this.#reserved < concurrencyMax) return "more";
    return rows.length > 0 ? "some" : "none";
  }

  async #run(work: Work): Promise<void> {
    const known = this.#options.definitions.find(work);
    if (!known) throw new TypeError(`Saga ${work.name} ${work.version} is not known here.`);
    let state: SagaState | undefined = work.state;
    const event = arrival(work, known.plan);
    if (event) state = await this.#move(work, state, { event }, known);
    while (state) {
      const outcome = await this.#call(work, state, known);
      if (!outcome) return;
      state = await this.#settle(work, state, outcome, known);
    }
  }

  async #settle(
    work: Work,
    before: SagaState,
    outcome: CallOutcome,
    known: KnownDefinition,
  ): Promise<SagaState | undefined> {
    if (!outcome.effect) return await this.#move(work, before, outcome, known);
    try {
      return await this.#move(work, before, outcome, known);
    } catch (thrown) {
      return await this.#move(work, before, { event: outcome.without(thrown) }, known);
    }
  }

  /** Stores what follows from the event. Undefined when the saga is not to go on here and now. */
  async #move(
    { id, name, epoch }: Work,
    before: SagaState,
    { event, effect }: Pick<CallOutcome, "event" | "effect">,
    known: KnownDefinition,
  ): Promise<SagaState | undefined> {
    const { machine, lease, observer, atRest } = this.#options;
    const state = machine.evolve(known.plan, before, event);
    const delayMs = this.#delayMs(known, before, state, event);
    const goesOn = isUnfinished(state) && delayMs === 0 && !this.#stopping.signal.aborted;
    const owner = goesOn ? lease.owner : null;
    const write = { id, epoch, epochNext: epoch, owner, state, delayMs };
    const isStored = await this.#insist(write, effect);
    if (!isStored) return undefined;
    if (state.status === "parked") {
      this.#options.log.error(
        { saga: id, name, reason: state.reason },
        "A saga waits for a person.",
      );
    }
    if (!isUnfinished(state)) {
      observer.ended(name, state.status);
      atRest(id);
    } else if (!goesOn) this.#wakeAfter(delayMs);
    return goesOn ? state : undefined;
  }

  /** Undefined when it stops before the call. */
  async #call(
    saga: Work,
    state: SagaState,
    { plan, definition }: KnownDefinition,
  ): Promise<CallOutcome | undefined> {
    const { lease, machine, clock, store } = this.#options;
    const call = machine.nextCall(plan, state);
    await lease.certain();
    if (!call || this.#stopping.signal.aborted) return undefined;
    const { supports } = store;
    return performCall({ definition, saga, state, call, clock, supports });
  }

  /** Until the next call; 0 unless that repeats a call that failed. */
  #delayMs(
    { plan, definition }: KnownDefinition,
    before: SagaState,
    after: SagaState,
    { type }: SagaEvent,
  ): number {
    const { machine, random } = this.#options;
    if (!FAILURES.has(type)) return 0;
    const next = machine.nextCall(plan, after);
    if (!next || next.step !== machine.nextCall(plan, before)?.step) return 0;
    const { retry = SAGA_RETRY_DEFAULT } = definition.steps[next.step] ?? {};
    const { failures = 1, asks = 1 } = after.steps[next.step] ?? {};
    return retryDelayMs(retry, type === "still-unknown" ? asks : failures, random);
  }

  /** Stores the write; false when the saga has passed to another, or must be left to one. */
  async #insist(write: RowWrite, effect?: StepEffect): Promise<boolean> {
    const { save, store, clock } = this.#options;
    while (true) {
      try {
        if (await (effect ? store.saveWith(write, effect) : save(write))) return true;
        this.#warn({ saga: write.id }, "A saga has passed to another coordinator.");
        return false;
      } catch (error) {
        if (!isQuadError(error, "SAGAS_UNAVAILABLE")) throw error;
        if (this.#stopping.signal.aborted) return false;
      }
      await clock.sleep(SAVE_AGAIN_AFTER_MS, this.#stopping.signal).catch(() => {});
    }
  }

  #wakeAfter(delayMs: number): void {
    const { clock } = this.#options;
    const wake = () => this.#bell.ring();
    void clock.sleep(delayMs, this.#stopping.signal).then(wake, () => {});
  }

  #warn(details: object, text: string): void {
    this.#options.log.warn(details, text);
  }
}

const FAILURES = new Set<SagaEvent["type"]>([
  "not-done",
  "unknown",
  "still-unknown",
  "not-compensated",
]);

/** What there is to say of a saga before it goes on here. */
function arrival({ isLost, state }: Work, plan: Plan): SagaEvent | undefined {
  const fits = state.steps.every(({ name }, index) => plan[index]?.name === name);
  if (!fits) return { type: "mismatch" };
  return isLost ? { type: "lost" } : undefined;
}
