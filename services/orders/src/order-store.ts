import type { SagaKit } from "@quad/chassis";
import type { SettingsOf } from "@quad/config";
import type { BookAdded } from "@quad/contracts";
import type { Tx } from "@quad/database";
import type { Generated, JSONColumnType, Kysely, Selectable } from "kysely";
import type { CancelReason, Line, Order, OrderStatus, SellableBook } from "./order.ts";
import type { ordersSettings } from "./orders-settings.ts";

/** All SQL of orders. */
export interface OrdersSchema {
  sellable_book: {
    book_id: string;
    title: string;
    amount: number;
    currency: string;
    version: number;
    removed: boolean;
  };
  customer_order: {
    id: string;
    status: OrderStatus;
    reason: CancelReason | null;
    lines: JSONColumnType<Line[]>;
    total_amount: number;
    currency: string;
    customer_name: string;
    customer_email: string;
    created_at: Date;
    updated_at: Date;
  };
  order_timeline: {
    order_id: string;
    event: string;
    source: string;
    at: Date;
    details: JSONColumnType<Record<string, unknown>>;
    position: Generated<number>;
  };
}

export interface OrdersKit extends SagaKit<OrdersSchema> {
  readonly settings: SettingsOf<typeof ordersSettings>;
}
type Sql = Kysely<OrdersSchema>;
type OrdersTx = Tx<OrdersSchema>;

export interface TimelineEntry {
  readonly event: string;
  readonly source: string;
  readonly at: Date;
  readonly details: Record<string, unknown>;
}

/** Keeps the newest version of a book; an older one that comes late changes nothing. */
export async function saveBook(tx: OrdersTx, book: BookAdded): Promise<void> {
  const row = {
    book_id: book.bookId,
    title: book.title,
    amount: book.price.amount,
    currency: book.price.currency,
    version: book.version,
    removed: false,
  };
  await tx.sql
    .insertInto("sellable_book")
    .values(row)
    .onConflict((conflict) =>
      conflict.column("book_id").doUpdateSet(row).where("sellable_book.version", "<", book.version),
    )
    .execute();
}

export async function removeBook(tx: OrdersTx, bookId: string, version: number): Promise<void> {
  await tx.sql
    .updateTable("sellable_book")
    .set({ removed: true, version })
    .where("book_id", "=", bookId)
    .where("version", "<", version)
    .execute();
}

export async function findBooks(sql: Sql, bookIds: readonly string[]): Promise<SellableBook[]> {
  const rows = await sql
    .selectFrom("sellable_book")
    .selectAll()
    .where("book_id", "in", bookIds)
    .where("removed", "=", false)
    .execute();
  return rows.map((row) => ({
    bookId: row.book_id,
    title: row.title,
    price: { amount: row.amount, currency: row.currency },
  }));
}

export async function hasBooks(sql: Sql): Promise<boolean> {
  const row = await sql.selectFrom("sellable_book").select("book_id").limit(1).executeTakeFirst();
  return row !== undefined;
}

export async function insertOrder(tx: OrdersTx, order: Order, createdAt: Date): Promise<void> {
  await tx.sql
    .insertInto("customer_order")
    .values({
      id: order.id,
      status: order.status,
      reason: order.reason,
      lines: JSON.stringify(order.lines),
      total_amount: order.total.amount,
      currency: order.total.currency,
      customer_name: order.customer.name,
      customer_email: order.customer.email,
      created_at: createdAt,
      updated_at: createdAt,
    })
    .execute();
}

/** Reads an order and keeps every other transaction from changing it until this one ends. */
export async function lockOrder(tx: OrdersTx, id: string): Promise<Order | null> {
  const row = await tx.sql
    .selectFrom("customer_order")
    .selectAll()
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  return row ? toOrder(row) : null;
}

export async function saveStatus(tx: OrdersTx, order: Order, at: Date): Promise<void> {
  await tx.sql
    .updateTable("customer_order")
    .set({ status: order.status, reason: order.reason, updated_at: at })
    .where("id", "=", order.id)
    .execute();
}

/** Each kind of event happens to an order once: what is there already stays. */
export async function addToTimeline(
  sql: Sql,
  orderId: string,
  entry: TimelineEntry,
): Promise<void> {
  await sql
    .insertInto("order_timeline")
    .values({ ...entry, order_id: orderId, details: JSON.stringify(entry.details) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** True when an event of this type is on the order's timeline. */
export async function hasHappened(sql: Sql, orderId: string, event: string): Promise<boolean> {
  const row = await sql
    .selectFrom("order_timeline")
    .select("event")
    .where("order_id", "=", orderId)
    .where("event", "=", event)
    .executeTakeFirst();
  return row !== undefined;
}

/** An order with its timeline in the order in which the events were heard. */
export async function findOrder(
  sql: Sql,
  id: string,
): Promise<{ order: Order; createdAt: Date; timeline: TimelineEntry[] } | null> {
  const row = await sql
    .selectFrom("customer_order")
    .selectAll()
    .where("id", "=", id)
    .executeTakeFirst();
  if (!row) return null;
  const timeline = await sql
    .selectFrom("order_timeline")
    .select(["event", "source", "at", "details"])
    .where("order_id", "=", id)
    .orderBy("position")
    .execute();
  return { order: toOrder(row), createdAt: row.created_at, timeline };
}

function toOrder(row: Selectable<OrdersSchema["customer_order"]>): Order {
  return {
    id: row.id,
    status: row.status,
    reason: row.reason,
    lines: row.lines,
    total: { amount: row.total_amount, currency: row.currency },
    customer: { name: row.customer_name, email: row.customer_email },
  };
}
