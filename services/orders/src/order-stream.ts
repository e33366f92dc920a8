import { isQuadError } from "@quad/errors";
import {
  type EventWriter,
  type NewEvent,
  type RecordedEvent,
  streamEvents,
  type UpcasterSteps,
} from "@quad/event-store";
import { type Command, decide } from "./decide-order.ts";
import { evolve, type Order } from "./order.ts";
import { orderErrors } from "./order-errors.ts";
import type { EventType, OrderEvent } from "./order-event.ts";
import type { Known } from "./recent-orders.ts";

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

/** What was recorded in the stream of an order, as the rules know it. */
export function orderEventOf({ type, data }: RecordedEvent): OrderEvent {
  return { type, data } as OrderEvent;
}

/** What a command did: nothing, when there are no events. */
export interface Change {
  readonly before: Order | null;
  readonly order: Order;
  readonly events: readonly OrderEvent[];
  /** Of the order after it. */
  readonly version: number;
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
  known?: Known,
): Promise<Change> {
  if (command.type === "create") return await tryAppend(writer, orderId, NEW, command);
  let found = known && seemsPossible(known.order, command) ? known : undefined;
  for (let attempt = 1; ; attempt++) {
    found ??= await readOrder(writer, orderId);
    if (!found.order) throw orderErrors.ORDER_NOT_FOUND({ id: orderId });
    try {
      return await tryAppend(writer, orderId, found, command);
    } catch (error) {
      if (!isQuadError(error, "EVENT_STORE_CONFLICT") || attempt === ATTEMPTS_MAX) throw error;
      found = undefined;
    }
  }
}

/** False for a refusal, too: only the newest state may refuse, or leave nothing to do. */
function seemsPossible(order: Order | null, command: Command): boolean {
  try {
    return decide(order, command).length > 0;
  } catch {
    return false;
  }
}

async function tryAppend(
  writer: EventWriter,
  orderId: string,
  { order: before, version: expected }: Known,
  command: Command,
): Promise<Change> {
  const events = decide(before, command);
  const order = events.reduce<Order | null>(evolve, before);
  if (!order) throw new TypeError(`Nothing became of order ${orderId}.`);
  if (events.length > 0) await writer.append(streamOf(orderId), events.map(toNew), { expected });
  return { before, order, events, version: expected + events.length };
}

const NEW: Known = { order: null, version: 0 };

async function readOrder(writer: EventWriter, orderId: string): Promise<Known> {
  let found = NEW;
  for await (const event of streamEvents(writer, streamOf(orderId))) {
    found = { order: evolve(found.order, orderEventOf(event)), version: event.version };
  }
  return found;
}

function toNew({ type, data }: OrderEvent): NewEvent {
  return { type, data, schema: SCHEMAS[type] ?? 1 };
}
