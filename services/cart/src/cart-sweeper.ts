import { type Lifecycle, managed } from "@quad/lifecycle";
import type { CartKit } from "./cart-store.ts";
import { sweepCarts } from "./change-cart.ts";

const SWEEP_EVERY_MS = 24 * 60 * 60 * 1000;

/** Sweeps expired carts at the start and once a day. */
export function cartSweeper(kit: Pick<CartKit, "database" | "clock" | "log">): Lifecycle {
  let stopping = new AbortController();
  let sweeping = Promise.resolve();

  async function sweepUntilStopped(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await sweepCarts(kit).catch((error: unknown) => {
        kit.log.warn({ error }, "expired carts were not swept; tomorrow again");
      });
      await kit.clock.sleep(SWEEP_EVERY_MS, signal).catch(() => {});
    }
  }

  return managed({
    async start() {
      stopping = new AbortController();
      sweeping = sweepUntilStopped(stopping.signal);
    },
    async stop() {
      stopping.abort();
      await sweeping;
    },
  });
}
