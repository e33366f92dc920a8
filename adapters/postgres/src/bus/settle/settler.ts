import { setTimeout as pause } from "node:timers/promises";
import type pg from "pg";
import { BatchedCalls } from "../batched-calls.ts";
import { type SettledSlot, type SlotOutcome, settleSlots } from "./slot-settle.ts";

/** In one statement. */
const SLOTS_MAX = 64;
/**
 * The first that ends waits so long for the others that were woken with it: an event that three
 * groups hear is three slots given back, and then one statement. Under load nobody waits: those
 * that end while a statement is under way share the next. Real time, like the statement itself.
 */
const GATHER_MS = 5;

/** Gives slots back for all members of a process: those that end together share a statement. */
export class Settler {
  readonly #pool: pg.Pool;
  readonly #calls: BatchedCalls<SlotOutcome, SettledSlot | undefined>;

  constructor(pool: pg.Pool) {
    this.#pool = pool;
    this.#calls = new BatchedCalls({
      fit: (waiting) => Math.min(waiting.length, SLOTS_MAX),
      run: (outcomes) => settleSlots(pool, outcomes),
      gather: () => pause(GATHER_MS),
    });
  }

  /** Undefined when the slot was lost: then nothing has changed. Error: BUS_UNAVAILABLE. */
  settle(outcome: SlotOutcome): Promise<SettledSlot | undefined> {
    return this.#calls.call(outcome);
  }

  /** The same by itself: after a failure that may be the fault of another slot. */
  async settleAlone(outcome: SlotOutcome): Promise<SettledSlot | undefined> {
    const [settled] = await settleSlots(this.#pool, [outcome]);
    return settled;
  }
}
