import type { OrderStatus } from "@quad/contracts/order-statuses";
import { sql } from "kysely";
import type { OrderEvent } from "../domain/order-event.ts";
import type { OrdersTx } from "../orders-schema.ts";
import type { OrderReadModel, RecordedOrderEvent } from "./order-read-model.ts";

/** A line for each order. */
export const orderListModel: OrderReadModel = {
  name: "order-list",
  tables: ["order_list"],
  async apply(tx, batch) {
    const created = batch.flatMap(newLine);
    const moved = new Map<string, { order_id: string; status: string | null; updated_at: Date }>();
    for (const { orderId, at, event } of batch) {
      const status = statusAfter(event) ?? moved.get(orderId)?.status ?? null;
      moved.set(orderId, { order_id: orderId, status, updated_at: at });
    }
    if (created.length > 0) await insertLines(tx, created);
    await sql`
      update order_list
      set status = coalesce(row.status, order_list.status), updated_at = row.updated_at
      from jsonb_to_recordset(${JSON.stringify([...moved.values()])}::jsonb)
        as row (order_id uuid, status text, updated_at timestamptz)
      where order_list.order_id = row.order_id
    `.execute(tx.sql);
  },
};

function newLine({ orderId, at, event }: RecordedOrderEvent) {
  if (event.type !== "orders.order-created") return [];
  const { lines, total, customer } = event.data;
  const line = {
    order_id: orderId,
    customer_name: customer.name,
    customer_email: customer.email,
    copies: lines.reduce((sum, { quantity }) => sum + quantity, 0),
    total_amount: total.amount,
    currency: total.currency,
    created_at: at,
  };
  return [line];
}

async function insertLines(tx: OrdersTx, lines: ReturnType<typeof newLine>): Promise<void> {
  await sql`
    insert into order_list (order_id, status, customer_name, customer_email, copies, total_amount,
      currency, created_at, updated_at)
    select order_id, 'pending', customer_name, customer_email, copies, total_amount, currency,
      created_at, created_at
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb)
      as row (order_id uuid, customer_name text, customer_email text, copies integer,
        total_amount integer, currency text, created_at timestamptz)
  `.execute(tx.sql);
}

/** The status that an event leads to, if it leads to one. */
function statusAfter(event: OrderEvent): OrderStatus | undefined {
  if (event.type === "payments.return-refunded") {
    return event.data.complete ? "returned" : undefined;
  }
  return STATUSES[event.type];
}

const STATUSES: Partial<Record<OrderEvent["type"], OrderStatus>> = {
  "orders.order-created": "pending",
  "orders.order-confirmed": "confirmed",
  "orders.order-cancelled": "cancelled",
  "orders.order-shipped": "shipped",
  "orders.order-delivered": "delivered",
};
