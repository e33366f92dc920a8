import { setImmediate as nextTurn } from "node:timers/promises";
import type pg from "pg";
import { BatchedCalls } from "../batched-calls.ts";
import { type Claimed, type Claiming, claimSlots } from "./slot-claim.ts";

/** In one statement. */
const CLAIMS_MAX = 64;

/**
 * Claims for all members of a process: those that are woken by the same call, or by the same look,
 * share a statement.
 */
export class Claims {
  readonly #calls: BatchedCalls<Claiming, Claimed>;

  constructor(pool: pg.Pool) {
    this.#calls = new BatchedCalls({
      fit: (waiting) => Math.min(waiting.length, CLAIMS_MAX),
      run: (claims) => claimSlots(pool, claims),
      gather: () => nextTurn(),
    });
  }

  /** Error: BUS_UNAVAILABLE. */
  claim(claiming: Claiming): Promise<Claimed> {
    return this.#calls.call(claiming);
  }
}
