import type { BusPlace } from "./bus-place.ts";
import { Stage } from "./stage.ts";

/** What a check cannot do without: something the bus supports, lacks, or the place can inflict. */
export type Need = "multiProcess" | "durable" | "history" | "noHistory" | "kill" | "sever";

/** One promise, and the way to try it. */
export interface Check {
  /** The promise, as a sentence. */
  readonly name: string;
  readonly needs: readonly Need[];
  /** Rejects if the promise is broken. Leaves nothing running. */
  run(place: BusPlace): Promise<void>;
}

/** A check that is played on a stage of its own. */
export function check(
  name: string,
  play: (stage: Stage) => Promise<void>,
  needs: readonly Need[] = [],
): Check {
  return {
    name,
    needs,
    async run(place) {
      const stage = new Stage(place);
      try {
        await play(stage);
      } finally {
        await stage.clear();
      }
    },
  };
}

/** The needs of a check that this place cannot meet. */
export function unmetNeeds({ needs }: Check, place: BusPlace): Need[] {
  const { durable, multiProcess, history } = place.open().supports;
  const met: Record<Need, boolean> = {
    durable,
    multiProcess,
    history,
    noHistory: !history,
    kill: place.kill !== undefined,
    sever: place.sever !== undefined,
  };
  return needs.filter((need) => !met[need]);
}
