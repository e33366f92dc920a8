import type { Money } from "@quad/contracts";
import { sql } from "kysely";
import type { OrderReadModel, RecordedOrderEvent } from "./order-read-model.ts";

/**
 * Orders and copies on the day they were confirmed, money on the day it came or went back. Days are
 * those of UTC.
 */
export const salesPerDayModel: OrderReadModel = {
  name: "sales-per-day",
  tables: ["sales_per_day"],
  async apply(tx, batch) {
    const days = new Map<string, Sales>();
    for (const recorded of batch) {
      const sale = saleOf(recorded);
      if (!sale) continue;
      const key = `${sale.day} ${sale.currency}`;
      const sum = days.get(key);
      days.set(key, sum ? add(sum, sale) : sale);
    }
    if (days.size === 0) return;
    await sql`
      insert into sales_per_day (day, currency, orders, copies, revenue, refunds)
      select day, currency, orders, copies, revenue, refunds
      from jsonb_to_recordset(${JSON.stringify([...days.values()])}::jsonb)
        as row (day date, currency text, orders integer, copies integer, revenue bigint,
          refunds bigint)
      on conflict (day, currency) do update
      set orders = sales_per_day.orders + excluded.orders,
        copies = sales_per_day.copies + excluded.copies,
        revenue = sales_per_day.revenue + excluded.revenue,
        refunds = sales_per_day.refunds + excluded.refunds
    `.execute(tx.sql);
  },
};

interface Sales {
  readonly day: string;
  readonly currency: string;
  readonly orders: number;
  readonly copies: number;
  readonly revenue: number;
  readonly refunds: number;
}

function add(one: Sales, other: Sales): Sales {
  return {
    ...one,
    orders: one.orders + other.orders,
    copies: one.copies + other.copies,
    revenue: one.revenue + other.revenue,
    refunds: one.refunds + other.refunds,
  };
}

function saleOf({ at, event }: RecordedOrderEvent): Sales | undefined {
  const sale = ({ currency }: Money, counts: Partial<Sales>): Sales => ({
    ...{ day: at.toISOString().slice(0, "2026-01-01".length), currency },
    ...{ orders: 0, copies: 0, revenue: 0, refunds: 0, ...counts },
  });
  switch (event.type) {
    case "orders.order-confirmed":
      return sale(event.data.total, { orders: 1, copies: event.data.copies });
    case "payments.payment-received":
      return sale(event.data.amount, { revenue: event.data.amount.amount });
    case "payments.payment-refunded": {
      const { amount } = event.data;
      return amount && sale(amount, { refunds: amount.amount });
    }
    case "payments.return-refunded":
      return sale(event.data.amount, { refunds: event.data.amount.amount });
    default:
      return undefined;
  }
}
