import {
  type EventWriter,
  type RecordedEvent,
  type StreamRange,
  streamEvents,
} from "@quad/event-store";
import { wordsFor } from "./history-words.ts";
import { evolve, type Order } from "./order.ts";
import { orderErrors } from "./order-errors.ts";
import { orderEventOf, streamOf } from "./order-stream.ts";
import type { OrdersKit, OrdersSql } from "./orders-kit.ts";

/** An order with all that happened to it, after its first `version` events. JSON. */
export interface OrderPage {
  readonly version: number;
  readonly order: Order;
  readonly createdAt: string;
  readonly timeline: readonly TimelineEntry[];
}

export interface TimelineEntry {
  /** Of the order after it: 1, 2, 3 … */
  readonly version: number;
  readonly event: string;
  /** The service that said it. */
  readonly source: string;
  readonly at: string;
  /** A whole sentence. */
  readonly words: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** The page after one more event. */
export function turnPage(page: OrderPage | null, recorded: RecordedEvent): OrderPage {
  const { type, version, recordedAt } = recorded;
  const event = orderEventOf(recorded);
  const at = recordedAt.toISOString();
  const order = evolve(page?.order ?? null, event);
  const entry: TimelineEntry = {
    version,
    event: type,
    source: type.slice(0, type.indexOf(".")),
    at,
    words: wordsFor(event, order),
    // What an order was created with stands on the page itself.
    details: event.type === "orders.order-created" ? {} : { ...event.data },
  };
  return {
    version,
    order,
    createdAt: page?.createdAt ?? at,
    timeline: [...(page?.timeline ?? []), entry],
  };
}

/**
 * The order as it is now, whatever the read model has got to: what the model holds, and the events
 * after that. Null when there is none.
 */
export async function findOrder(
  { database, events }: Pick<OrdersKit, "database" | "events">,
  id: string,
): Promise<OrderPage | null> {
  const page = await storedPage(database.sql, id);
  return await foldOnto(page, events, id, { after: page?.version ?? 0 });
}

/** The same. Error: ORDER_NOT_FOUND. */
export async function readOrder(
  kit: Pick<OrdersKit, "database" | "events">,
  id: string,
): Promise<OrderPage> {
  const page = await findOrder(kit, id);
  if (!page) throw orderErrors.ORDER_NOT_FOUND({ id });
  return page;
}

/** When an order is looked at. */
export type Moment = { readonly at: Date } | { readonly version: number };

/** The order as it was. Errors: ORDER_NOT_FOUND, ORDER_NOT_YET. */
export async function findOrderAt(
  { events }: Pick<OrdersKit, "events">,
  id: string,
  moment: Moment,
): Promise<OrderPage> {
  const range = "at" in moment ? { until: moment.at } : { upTo: moment.version };
  const page = await foldOnto(null, events, id, range);
  const isThere = "at" in moment ? page !== null : page?.version === moment.version;
  if (page && isThere) return page;
  const [first] = await events.read(streamOf(id), { limit: 1 });
  if (!first) throw orderErrors.ORDER_NOT_FOUND({ id });
  const words = "at" in moment ? moment.at.toISOString() : `version ${moment.version}`;
  throw orderErrors.ORDER_NOT_YET({ id, moment: words });
}

async function foldOnto(
  page: OrderPage | null,
  events: Pick<EventWriter, "read">,
  id: string,
  range: StreamRange,
): Promise<OrderPage | null> {
  let turned = page;
  for await (const event of streamEvents(events, streamOf(id), range)) {
    turned = turnPage(turned, event);
  }
  return turned;
}

async function storedPage(sql: OrdersSql, id: string): Promise<OrderPage | null> {
  const row = await sql
    .selectFrom("order_page")
    .select("page")
    .where("order_id", "=", id)
    .executeTakeFirst();
  return row?.page ?? null;
}
