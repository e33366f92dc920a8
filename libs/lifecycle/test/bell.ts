import { setImmediate as turn } from "node:timers/promises";
import type { Lifecycle } from "@quad/lifecycle";

export interface Bell extends Lifecycle {
  readonly ringing: () => boolean;
  /** The next start fails half-way: it rings already. */
  readonly breakStart: () => void;
}

/** The least thing that starts and stops. Its hooks complain where the contract spares them. */
export function bell<L extends Lifecycle>(make: (hooks: Lifecycle) => L): Bell & L {
  let ringing = false;
  let busy = false;
  let broken = false;

  async function alone(work: () => void) {
    if (busy) throw new Error("Two hooks at the same time.");
    busy = true;
    await turn();
    busy = false;
    work();
  }

  const lifecycle = make({
    start: () =>
      alone(() => {
        if (ringing) throw new Error("Started twice.");
        ringing = true;
        if (!broken) return;
        broken = false;
        throw new Error("The clapper is missing.");
      }),
    stop: () =>
      alone(() => {
        if (!ringing) throw new Error("Stopped without a start.");
        ringing = false;
      }),
  });
  return Object.assign(lifecycle, {
    ringing: () => ringing,
    breakStart: () => {
      broken = true;
    },
  });
}
