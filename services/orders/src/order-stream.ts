import { isQuadError } from "@quad/errors";
import {
  type EventWriter,
  type NewEvent,
  type RecordedEvent,
  type StreamRange,
  streamEvents,
  type UpcasterSteps,
} from "@quad/event-store";
import { type Command, decide } from "./domain/decide-order.ts";
import type { Order } from "./domain/order.ts";
import type { EventType, OrderEvent } from "./domain/order-event.ts";
import { orderErrors } from "./order-errors.ts";
import { type OrderPage, turnPage } from "./order-page.ts";

/** How an order lies in the event store: the stream `order-<id>` is the order. */
export function streamOf(orderId: string): string {
  return PREFIX + orderId;
}

export function orderIdOf({ stream }: Pick<RecordedEvent, "stream">): string {
  return stream.slice(PREFIX.length);
}

const PREFIX = "order-";

/** Of the types whose shape has changed; all others are in their first. */
const SCHEMAS: Partial<Record<EventType, number>> = { "orders.order-cancelled": 2 };

/** How events of old schemas are read today. */
export const orderUpcasters: UpcasterSteps = {
  // Only the shop could cancel then.
  "orders.order-cancelled": { 1: (data) => ({ ...(data as object), by: "shop" }) },
};

/** What a command did: nothing, when there are no events. */
export interface Change {
  readonly before: Order | null;
  readonly events: readonly OrderEvent[];
  /** After it. */
  readonly page: OrderPage;
}

/** Others may be first now and then; not for ever. */
const ATTEMPTS_MAX = 50;

/**
 * Reads the order, decides, appends, and does it again when somebody else was first. Where
 * something follows from what is known of the order already, it is not read. Errors:
 * ORDER_NOT_FOUND, those of `decide`, and those of the store.
 */
export async function append(
  writer: EventWriter,
  orderId: string,
  command: Command,
  known?: OrderPage,
): Promise<Change> {
  if (command.type === "create") return await tryAppend(writer, orderId, null, command);
  let found: OrderPage | null = known && seemsPossible(known.order, command) ? known : null;
  for (let attempt = 1; ; attempt++) {
    found ??= await readOn(writer, orderId, null);
    if (!found) throw orderErrors.ORDER_NOT_FOUND({ id: orderId });
    try {
      return await tryAppend(writer, orderId, found, command);
    } catch (error) {
      if (!isQuadError(error, "EVENT_STORE_CONFLICT") || attempt === ATTEMPTS_MAX) throw error;
      found = null;
    }
  }
}

/** What follows a page in the stream, within the range. Null as long as nothing has happened. */
export async function readOn(
  events: Pick<EventWriter, "read">,
  orderId: string,
  page: OrderPage | null,
  range: Omit<StreamRange, "after"> = {},
): Promise<OrderPage | null> {
  let turned = page;
  const after = page?.version ?? 0;
  for await (const event of streamEvents(events, streamOf(orderId), { ...range, after })) {
    turned = turnPage(turned, event);
  }
  return turned;
}

/** False for a refusal, too: only the newest state may refuse, or leave nothing to do. */
function seemsPossible(order: Order, command: Command): boolean {
  try {
    return decide(order, command).length > 0;
  } catch {
    return false;
  }
}

async function tryAppend(
  writer: EventWriter,
  orderId: string,
  known: OrderPage | null,
  command: Command,
): Promise<Change> {
  const before = known?.order ?? null;
  const events = decide(before, command);
  const page = events.length > 0 ? await write(writer, orderId, known, events) : known;
  if (!page) throw new TypeError(`Nothing became of order ${orderId}.`);
  return { before, events, page };
}

async function write(
  writer: EventWriter,
  orderId: string,
  known: OrderPage | null,
  events: readonly OrderEvent[],
): Promise<OrderPage | null> {
  const expected = known?.version ?? 0;
  const { recordedAt } = await writer.append(streamOf(orderId), events.map(toNew), { expected });
  return events.reduce<OrderPage | null>(
    (page, event, nth) => turnPage(page, { ...event, version: expected + nth + 1, recordedAt }),
    known,
  );
}

function toNew({ type, data }: OrderEvent): NewEvent {
  return { type, data, schema: SCHEMAS[type] ?? 1 };
}
