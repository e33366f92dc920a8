import { sweeper } from "@quad/chassis";
import type { CartKit } from "./cart-store.ts";
import { sweepCarts } from "./change-cart.ts";

const SWEEP_EVERY_MS = 24 * 60 * 60 * 1000;

/** Sweeps expired carts at the start and once a day. */
export function cartSweeper(kit: Pick<CartKit, "database" | "clock" | "log">) {
  return sweeper(kit, {
    everyMs: SWEEP_EVERY_MS,
    failure: "expired carts were not swept; tomorrow again",
    sweep: async () => {
      await sweepCarts(kit);
      return false;
    },
  });
}
