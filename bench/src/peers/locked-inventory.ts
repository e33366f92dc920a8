import { type DatabaseKit, defineService, type OptionalPorts } from "@quad/chassis";
import { reserveStock } from "@quad/contracts";
import { withLock } from "@quad/lock";
import { answeringOf } from "@quad/rpc";
import { sql } from "kysely";

interface LockedSchema {
  locked_stock: { book_id: string; on_hand: number; reserved: number; fence: string };
  locked_hold: { order_id: string; book_id: string; quantity: number; expires_at: Date };
}
type LockedKit = DatabaseKit<LockedSchema> & Pick<OptionalPorts, "locks">;

const WAIT_MS = 240_000;

/**
 * Inventory as it is often drawn: take the book's lock, read, decide, write, let go. The write
 * carries the token of the lock, so a holder that was paused changes nothing. With `looksFirst` a
 * buyer who can see that nothing is left does not ask for the lock.
 */
export function lockedInventory({ looksFirst }: { looksFirst: boolean }) {
  const answering = answeringOf<LockedKit>();
  return defineService<LockedKit>({
    name: "inventory",
    summary: "One kind of book under a lock.",
    migrations: new URL("../../migrations/locked-inventory/", import.meta.url),
    needs: { locks: true },
    routes: [],
    calls: [
      answering(reserveStock, async (kit, { orderId, items: [item], keptMs }) => {
        if (!item) throw new TypeError("A request has at least one item.");
        const { bookId, quantity } = item;
        const soldOut = async () => (await availableOf(kit, bookId)) < quantity;
        const refusal = {
          outcome: "out-of-stock" as const,
          missing: [{ bookId, requested: quantity, available: 0 }],
        };
        if (looksFirst && (await soldOut())) return refusal;
        const work = async ({ token }: { token: number }) => {
          if (await soldOut()) return refusal;
          const expiresAt = new Date(kit.clock.now().getTime() + keptMs);
          await reserve(kit, { orderId, bookId, quantity, expiresAt, token });
          return { outcome: "reserved" as const, expiresAt: expiresAt.toISOString() };
        };
        return withLock(kit.locks, bookId, work, { waitMs: WAIT_MS });
      }),
    ],
  });
}

async function availableOf({ database }: LockedKit, bookId: string): Promise<number> {
  const { on_hand, reserved } = await database.sql
    .selectFrom("locked_stock")
    .select(["on_hand", "reserved"])
    .where("book_id", "=", bookId)
    .executeTakeFirstOrThrow();
  return on_hand - reserved;
}

async function reserve(
  { database }: LockedKit,
  wish: { orderId: string; bookId: string; quantity: number; expiresAt: Date; token: number },
): Promise<void> {
  const { orderId, bookId, quantity, expiresAt, token } = wish;
  await database.transaction(async (tx) => {
    const { numAffectedRows } = await sql`
      update locked_stock set reserved = reserved + ${quantity}, fence = ${token}
      where book_id = ${bookId} and fence <= ${token}
    `.execute(tx.sql);
    if (numAffectedRows !== 1n) throw new Error("Another has had the lock since.");
    await tx.sql
      .insertInto("locked_hold")
      .values({ order_id: orderId, book_id: bookId, quantity, expires_at: expiresAt })
      .execute();
  });
}
