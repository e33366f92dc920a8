import type { LockSupports } from "@quad/lock";
import type { LockPlace } from "./lock-place.ts";
import { Stage } from "./stage.ts";

/** One sentence of the contract and how to see whether it is kept; throws when it is not. */
export interface LockCheck {
  readonly name: string;
  /** Runs only where the adapter supports it. */
  readonly needs?: keyof LockSupports;
  readonly run: (stage: Stage) => Promise<void>;
}

/** Runs one check in a place of its own, and clears the place up. */
export async function runCheck({ run }: LockCheck, place: LockPlace): Promise<void> {
  const stage = new Stage(place);
  try {
    await run(stage);
  } finally {
    await stage.close();
  }
}
