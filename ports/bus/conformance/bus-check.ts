import type { BusSupports } from "@quad/bus";
import type { BusPlace } from "./bus-place.ts";
import { Stage } from "./stage.ts";

/** One sentence of the promise and how to see whether it is kept. */
export interface BusCheck {
  readonly name: string;
  /** Checked only where this is given. */
  readonly needs?: Need;
  /** Throws when the promise is broken. */
  readonly run: (stage: Stage) => Promise<void>;
}

export type Need = keyof typeof NEEDS;

/** Each with the reason for a skip. */
const NEEDS = {
  durable: "supports.durable is false",
  history: "supports.history is false",
  "no history": "supports.history is true",
  kill: "an instance cannot be killed here",
  sever: "there is no connection to cut",
} as const;

/** Why a check says nothing about this bus, or undefined when it does. */
export function reasonToSkip(
  { needs }: BusCheck,
  supports: BusSupports,
  place: Pick<BusPlace, "kill" | "sever">,
): string | undefined {
  const given = {
    durable: supports.durable,
    history: supports.history,
    "no history": !supports.history,
    kill: place.kill !== undefined,
    sever: place.sever !== undefined,
  };
  return needs === undefined || given[needs] ? undefined : NEEDS[needs];
}

/** Runs one check in a place of its own, and clears the place up. */
export async function runCheck({ run }: BusCheck, place: BusPlace): Promise<void> {
  const stage = new Stage(place);
  try {
    await run(stage);
  } finally {
    await stage.close();
  }
}
