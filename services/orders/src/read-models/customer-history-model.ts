import { sql } from "kysely";
import type { OrderEvent } from "../domain/order-event.ts";
import type { OrderReadModel, RecordedOrderEvent } from "./order-read-model.ts";

/** What each order has brought of its customer's money, and what of it went back. */
export const customerHistoryModel: OrderReadModel = {
  name: "customer-history",
  tables: ["customer_history"],
  async apply(tx, batch) {
    const created = batch.flatMap(firstRow);
    if (created.length > 0) {
      await sql`
        insert into customer_history (order_id, email, currency, spent, returned, created_at)
        select order_id, email, currency, 0, 0, created_at
        from jsonb_to_recordset(${JSON.stringify(created)}::jsonb)
          as row (order_id uuid, email text, currency text, created_at timestamptz)
      `.execute(tx.sql);
    }
    const moves = batch.flatMap(({ orderId, event }) => {
      const money = moneyOf(event);
      return money ? [{ order_id: orderId, ...money }] : [];
    });
    if (moves.length === 0) return;
    await sql`
      update customer_history
      set spent = customer_history.spent + moved.spent,
        returned = customer_history.returned + moved.returned
      from (
        select order_id, sum(spent) as spent, sum(returned) as returned
        from jsonb_to_recordset(${JSON.stringify(moves)}::jsonb)
          as row (order_id uuid, spent bigint, returned bigint)
        group by order_id
      ) as moved
      where customer_history.order_id = moved.order_id
    `.execute(tx.sql);
  },
};

function firstRow({ orderId, at, event }: RecordedOrderEvent) {
  if (event.type !== "orders.order-created") return [];
  const { customer, total } = event.data;
  const email = customer.email.toLowerCase();
  return [{ order_id: orderId, email, currency: total.currency, created_at: at }];
}

function moneyOf({ type, data }: OrderEvent): { spent: number; returned: number } | undefined {
  switch (type) {
    case "payments.payment-received":
      return { spent: data.amount.amount, returned: 0 };
    case "payments.payment-refunded":
      return { spent: 0, returned: data.amount?.amount ?? 0 };
    case "payments.return-refunded":
      return { spent: 0, returned: data.amount.amount };
    default:
      return undefined;
  }
}
