import { isDeepStrictEqual } from "node:util";
import type { RecordedEvent } from "@quad/event-store";
import { evolve, type Order } from "../domain/order.ts";
import { type EventOf, type EventType, orderEventOf } from "../domain/order-event.ts";
import { historiesOf, type Query } from "./stored-history.ts";

type Row = Readonly<Record<string, unknown>>;
/** Rows by table and key. */
type Tables = ReadonlyMap<string, Row>;

/**
 * How the read models differ from what all history comes to; nothing, once they have caught up.
 * It folds whole orders, where the models take batch after batch.
 */
export async function readModelFaults(
  query: Query,
  history: readonly RecordedEvent[],
): Promise<string[]> {
  const [expected, actual] = [expectedRows(history), await actualRows(query)];
  return [...new Set([...expected.keys(), ...actual.keys()])].flatMap((key) => {
    const [want, have] = [expected.get(key), actual.get(key)];
    if (isDeepStrictEqual(want, have)) return [];
    return [`${key}: ${JSON.stringify(have) ?? "nothing"} instead of ${JSON.stringify(want)}`];
  });
}

const KEYS = {
  order_list: ["order_id"],
  sales_per_day: ["day", "currency"],
  customer_history: ["order_id"],
} as const;
type Table = keyof typeof KEYS;

async function actualRows(query: Query): Promise<Tables> {
  const rows = new Map<string, Row>();
  for (const table of Object.keys(KEYS) as Table[]) {
    const found = await query(`select to_jsonb(${table}) as row from ${table}`);
    for (const { row } of found) put(rows, table, row as Row);
  }
  return rows;
}

function expectedRows(history: readonly RecordedEvent[]): Tables {
  const rows = new Map<string, Row>();
  for (const recorded of historiesOf(history).values()) {
    const order = recorded.map(orderEventOf).reduce<Order | null>(evolve, null);
    if (!order) continue;
    const order_id = order.id;
    const createdAt = recorded[0]?.recordedAt;
    put(rows, "order_list", {
      ...{ order_id, status: order.status, copies: copiesOf(order) },
      ...{ customer_name: order.customer.name, customer_email: order.customer.email },
      ...{ total_amount: order.total.amount, currency: order.total.currency },
      ...{ created_at: createdAt, updated_at: recorded.at(-1)?.recordedAt },
    });
    put(rows, "customer_history", {
      ...{ order_id, email: order.customer.email.toLowerCase(), currency: order.total.currency },
      ...{ spent: order.paid ?? 0, returned: order.refunded, created_at: createdAt },
    });
  }
  for (const row of salesRows(history)) put(rows, "sales_per_day", row);
  return rows;
}

/** Day by day, each figure counted by itself. */
function salesRows(history: readonly RecordedEvent[]): Row[] {
  const of = <Type extends EventType>(type: Type) =>
    history
      .filter((event) => event.type === type)
      .map(({ recordedAt, data }) => ({
        day: recordedAt.toISOString().slice(0, 10),
        data: data as EventOf<Type>["data"],
      }));
  const confirmed = of("orders.order-confirmed").map(({ day, data }) => ({
    ...{ day, currency: data.total.currency, copies: data.copies },
  }));
  const money = (type: "payments.payment-received" | "payments.return-refunded") =>
    of(type).map(({ day, data }) => ({ day, ...data.amount }));
  const received = money("payments.payment-received");
  const refunded = [
    ...money("payments.return-refunded"),
    ...of("payments.payment-refunded").flatMap(({ day, data: { amount } }) =>
      amount ? [{ day, ...amount }] : [],
    ),
  ];
  const all = [...confirmed, ...received, ...refunded];
  const days = new Map(all.map(({ day, currency }) => [`${day} ${currency}`, { day, currency }]));
  return [...days.values()].map(({ day, currency }) => {
    const here = <Item extends { day: string; currency: string }>(items: Item[]) =>
      items.filter((item) => item.day === day && item.currency === currency);
    return {
      ...{ day, currency, orders: here(confirmed).length },
      copies: sum(here(confirmed).map(({ copies }) => copies)),
      revenue: sum(here(received).map(({ amount }) => amount)),
      refunds: sum(here(refunded).map(({ amount }) => amount)),
    };
  });
}

function copiesOf({ lines }: Order): number {
  return sum(lines.map(({ quantity }) => quantity));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** As JSON, with instants written one way: Postgres has another. */
function put(rows: Map<string, Row>, table: Table, row: Row): void {
  const plain = JSON.parse(JSON.stringify(row)) as Record<string, unknown>;
  for (const name of ["created_at", "updated_at"]) {
    const at = plain[name];
    if (typeof at === "string") plain[name] = new Date(at).toISOString();
  }
  rows.set([table, ...KEYS[table].map((name) => plain[name])].join(" "), plain);
}
