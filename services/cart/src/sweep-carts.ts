import type { Job } from "@quad/chassis";
import type { CartKit } from "./cart-kit.ts";
import { deleteExpired } from "./cart-store.ts";
import { REMEMBERED_MS } from "./change-cart.ts";

/** Carts at a time: a short transaction holds up nobody. */
export const SWEEP_BATCH_MAX = 500;

/** Forgets, every hour, the carts that expired and were remembered long enough. */
export const sweepCarts: Job<Pick<CartKit, "database" | "clock" | "log">> = {
  name: "sweep-carts",
  schedule: "17 * * * *",
  async run({ database, clock, log }, signal) {
    const before = new Date(clock.now().getTime() - REMEMBERED_MS);
    let carts = 0;
    let swept: number;
    do {
      signal.throwIfAborted();
      swept = await deleteExpired(database.sql, before, SWEEP_BATCH_MAX);
      carts += swept;
    } while (swept === SWEEP_BATCH_MAX);
    if (carts > 0) log.info({ carts }, "swept expired carts");
  },
};
