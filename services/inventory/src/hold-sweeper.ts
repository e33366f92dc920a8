import { sweeper } from "@quad/chassis";
import { MOVES } from "./domain/stock.ts";
import { expireHolds, isHoldDue } from "./hold-store.ts";
import type { InventoryKit } from "./inventory-kit.ts";
import { move } from "./order-stock.ts";

const SWEEP_EVERY_MS = 1_000;
const BATCH_MAX = 100;

/** Puts back on sale, soon after its time is up, what was set aside for an order. */
export function holdSweeper(kit: Pick<InventoryKit, "database" | "clock" | "log">) {
  return sweeper(kit, {
    everyMs: SWEEP_EVERY_MS,
    failure: "copies whose time is up were not put back",
    sweep: async () => {
      const at = kit.clock.now();
      if (!(await isHoldDue(kit.database.sql, at))) return false;
      return kit.database.transaction(async (tx) => {
        const expired = await expireHolds(tx, at, BATCH_MAX);
        for (const lines of expired) await move(tx, { lines, move: MOVES.release, at });
        return expired.length === BATCH_MAX;
      });
    },
  });
}
