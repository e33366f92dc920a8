import type { Kysely } from "kysely";
import type { HoldState, Line } from "./domain/stock.ts";
import type { InventorySchema, InventoryTx } from "./inventory-kit.ts";

export interface Hold {
  readonly orderId: string;
  readonly state: HoldState;
  readonly lines: readonly Line[];
  readonly expiresAt: Date | null;
}

/** Copies of a sold order that come back. */
export interface Return {
  readonly returnId: string;
  readonly orderId: string;
  readonly lines: readonly Line[];
}

/**
 * Notes a hold unless there is one of this order. A twin at the same time waits until the other
 * transaction has ended, and then finds its hold.
 */
export async function insertHold(tx: InventoryTx, hold: Hold, at: Date): Promise<boolean> {
  const row = await tx.sql
    .insertInto("hold")
    .values({
      order_id: hold.orderId,
      state: hold.state,
      lines: JSON.stringify(hold.lines),
      expires_at: hold.expiresAt,
      updated_at: at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning("order_id")
    .executeTakeFirst();
  return row !== undefined;
}

/** Reads a hold and keeps every other transaction from changing it until this one ends. */
export async function lockHold(tx: InventoryTx, orderId: string): Promise<Hold | null> {
  const row = await tx.sql
    .selectFrom("hold")
    .selectAll()
    .where("order_id", "=", orderId)
    .forUpdate()
    .executeTakeFirst();
  if (!row) return null;
  return { orderId, state: row.state, lines: row.lines, expiresAt: row.expires_at };
}

/** Marks copies that are set aside as sold, and says which; undefined when they no longer are. */
export async function sellHold(
  tx: InventoryTx,
  orderId: string,
  at: Date,
): Promise<Line[] | undefined> {
  const row = await tx.sql
    .updateTable("hold")
    .set({ state: "sold", updated_at: at })
    .where("order_id", "=", orderId)
    .where("state", "=", "reserved")
    .returning("lines")
    .executeTakeFirst();
  return row?.lines;
}

export async function saveHoldState(
  tx: InventoryTx,
  { orderId, state, at }: { orderId: string; state: HoldState; at: Date },
): Promise<void> {
  await tx.sql
    .updateTable("hold")
    .set({ state, updated_at: at })
    .where("order_id", "=", orderId)
    .execute();
}

export async function hasHold(sql: Kysely<InventorySchema>, orderId: string): Promise<boolean> {
  const row = await sql
    .selectFrom("hold")
    .select("order_id")
    .where("order_id", "=", orderId)
    .executeTakeFirst();
  return row !== undefined;
}

export async function deleteHold(tx: InventoryTx, orderId: string): Promise<void> {
  await tx.sql.deleteFrom("hold").where("order_id", "=", orderId).execute();
}

/** The copies of an order that came back, of all its returns. Lock its hold first. */
export async function findTakenBack(tx: InventoryTx, orderId: string): Promise<Line[]> {
  const rows = await tx.sql
    .selectFrom("taken_back")
    .select("lines")
    .where("order_id", "=", orderId)
    .execute();
  return rows.flatMap(({ lines }) => lines);
}

export async function findReturn(
  tx: InventoryTx,
  returnId: string,
): Promise<{ orderId: string; lines: Line[] } | null> {
  const row = await tx.sql
    .selectFrom("taken_back")
    .select(["order_id", "lines"])
    .where("return_id", "=", returnId)
    .executeTakeFirst();
  return row ? { orderId: row.order_id, lines: row.lines } : null;
}

/** Notes a return; false when another order has one of this id. */
export async function insertReturn(
  tx: InventoryTx,
  { returnId, orderId, lines, at }: Return & { readonly at: Date },
): Promise<boolean> {
  const row = await tx.sql
    .insertInto("taken_back")
    .values({
      return_id: returnId,
      order_id: orderId,
      lines: JSON.stringify(lines),
      taken_at: at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning("return_id")
    .executeTakeFirst();
  return row !== undefined;
}

/** Whether the time of any hold is up. */
export async function isHoldDue(sql: Kysely<InventorySchema>, at: Date): Promise<boolean> {
  const row = await sql
    .selectFrom("hold")
    .select("order_id")
    .where("state", "=", "reserved")
    .where("expires_at", "<=", at)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Takes up to `count` holds whose time is up; those that somebody is at are left for later. */
export async function expireHolds(tx: InventoryTx, at: Date, count: number): Promise<Line[][]> {
  const due = tx.sql
    .selectFrom("hold")
    .select("order_id")
    .where("state", "=", "reserved")
    .where("expires_at", "<=", at)
    .orderBy("expires_at")
    .limit(count)
    .forUpdate()
    .skipLocked();
  const rows = await tx.sql
    .updateTable("hold")
    .set({ state: "expired", updated_at: at })
    .where("order_id", "in", due)
    .returning("lines")
    .execute();
  return rows.map(({ lines }) => lines);
}
