import type { CustomerHistory, DaySales, OrderSummary } from "@quad/contracts/http/orders";
import type { OrderStatus } from "@quad/contracts/order-statuses";
import { sql } from "kysely";
import type { OrdersSql } from "./orders-schema.ts";

/** What the lists of orders are asked, out of the read models. */

/** Up to `count` orders, newest first. */
export async function listOrders(
  database: OrdersSql,
  query: {
    readonly status: OrderStatus | undefined;
    readonly email: string | undefined;
    readonly before: string | undefined;
    readonly count: number;
  },
): Promise<OrderSummary[]> {
  const { status, email, before, count } = query;
  let orders = database.selectFrom("order_list").selectAll();
  if (status) orders = orders.where("status", "=", status);
  if (email) orders = orders.where(sql`lower(customer_email)`, "=", email.toLowerCase());
  if (before) orders = orders.where("order_id", "<", before);
  const rows = await orders.orderBy("order_id", "desc").limit(count).execute();
  return rows.map((row) => ({
    id: row.order_id,
    status: row.status,
    customer: { name: row.customer_name, email: row.customer_email },
    copies: row.copies,
    total: { amount: row.total_amount, currency: row.currency },
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  }));
}

/** Days of one currency each; more than two years of one. */
const SALES_ROWS_MAX = 1_000;

/** The newest days between two, these included, oldest first. */
export async function listSales(
  database: OrdersSql,
  { from = "-infinity", to = "infinity" }: { readonly from?: string; readonly to?: string },
): Promise<DaySales[]> {
  const { rows } = await sql<SalesRow>`
    select to_char(day, 'YYYY-MM-DD') as day, currency, orders, copies, revenue, refunds
    from sales_per_day
    where day between ${from}::date and ${to}::date
    order by sales_per_day.day desc, currency desc
    limit ${SALES_ROWS_MAX}
  `.execute(database);
  return rows.reverse().map(({ day, currency, orders, copies, revenue, refunds }) => ({
    ...{ day, orders, copies },
    revenue: { amount: Number(revenue), currency },
    refunds: { amount: Number(refunds), currency },
  }));
}

interface SalesRow {
  readonly day: string;
  readonly currency: string;
  readonly orders: number;
  readonly copies: number;
  readonly revenue: string;
  readonly refunds: string;
}

/** All orders under one e-mail address, summed up. */
export async function customerHistory(
  database: OrdersSql,
  email: string,
): Promise<CustomerHistory> {
  const { rows } = await sql<CustomerRow>`
    select currency, count(*)::integer as orders, sum(spent) as spent, sum(returned) as returned,
      min(created_at) as first_at, max(created_at) as last_at
    from customer_history where email = ${email.toLowerCase()}
    group by currency order by currency
  `.execute(database);
  const times = rows.flatMap(({ first_at, last_at }) => [first_at.getTime(), last_at.getTime()]);
  const at = (ms: number) => (rows.length > 0 ? new Date(ms).toISOString() : null);
  return {
    email,
    orders: rows.reduce((sum, { orders }) => sum + orders, 0),
    spent: rows.map(({ currency, spent }) => ({ amount: Number(spent), currency })),
    returned: rows.map(({ currency, returned }) => ({ amount: Number(returned), currency })),
    firstOrderAt: at(Math.min(...times)),
    lastOrderAt: at(Math.max(...times)),
  };
}

interface CustomerRow {
  readonly currency: string;
  readonly orders: number;
  readonly spent: string;
  readonly returned: string;
  readonly first_at: Date;
  readonly last_at: Date;
}
