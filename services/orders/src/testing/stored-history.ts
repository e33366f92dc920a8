import { type RecordedEvent, upcasters } from "@quad/event-store";
import { orderEventOf } from "../domain/order-event.ts";
import { orderIdOf, orderUpcasters } from "../order-stream.ts";
import { checkHistory } from "./check-history.ts";

/** Asks the database of orders, such as by a client of `pg`. */
export type Query = (text: string) => Promise<readonly Record<string, unknown>[]>;

/**
 * All that was ever recorded, oldest first within each order, in its newest shape: read from the
 * tables themselves, for a harness that has no more of orders than the URL of its database.
 */
export async function storedHistory(query: Query): Promise<RecordedEvent[]> {
  const rows = await query(`
    select stream.name as stream, event.version, event.id, event.type, event.schema, event.data,
      event.metadata, event.recorded_at as "recordedAt"
    from (
      select * from quad_events.event union all select * from quad_events.archived_event
    ) as event
    join quad_events.stream on stream.id = event.stream
    order by event.stream, event.version
  `);
  const upcast = upcasters(orderUpcasters);
  return rows.map((row) => upcast(row as unknown as RecordedEvent));
}

/** The events of each order, by the order's id. */
export function historiesOf(history: readonly RecordedEvent[]): Map<string, RecordedEvent[]> {
  return Map.groupBy(history, orderIdOf);
}

/** What is wrong with the histories of all orders; each fault names its order. */
export function historyFaults(history: readonly RecordedEvent[]): string[] {
  return [...historiesOf(history)].flatMap(([orderId, recorded]) => {
    const events = recorded.map((event) => {
      const { version, recordedAt } = event;
      return { ...orderEventOf(event), version, recordedAt };
    });
    return checkHistory(events).map((fault) => `order ${orderId}: ${fault}`);
  });
}
