import type { BookFile, Evidence, OrderFile } from "../evidence/evidence.ts";
import type { Invariant, Violation } from "./invariant.ts";
import { orderIdIn } from "./order-id-in.ts";

const LEVEL_CHANGED = "inventory.stock-level-changed";

export const readModels: Invariant = {
  name: "read models",
  promise: "What pages show is what comes out when all events are read again from the first.",
  check: (evidence) => [
    ...[...evidence.books.values()].flatMap(wrongLevel),
    ...[...evidence.orders.values()].flatMap(wrongPage),
    ...wrongModels(evidence),
  ],
};

/** The catalogue's number of copies, made anew from the events of inventory. */
function wrongLevel({ id: bookId, events, shown }: BookFile): Violation[] {
  const last = events.findLast(({ topic }) => topic === LEVEL_CHANGED);
  const rebuilt = last ? Number(last.data.available) : shown;
  if (rebuilt === shown) return [];
  return [{ bookId, what: `the catalogue shows ${shown} copies; rebuilt from events: ${rebuilt}` }];
}

/** The page of an order has each event of its stream, and no other. */
function wrongPage({ id: orderId, view, history }: OrderFile): Violation[] {
  if (!view) return [];
  const recorded = history.map(({ type }) => type).join(", ");
  const shown = view.timeline.map(({ event }) => event).join(", ");
  if (recorded === shown) return [];
  return [{ orderId, what: `its page shows ${shown}; its stream has ${recorded}` }];
}

/** Every read model of orders. */
function wrongModels({ modelFaults, orders }: Evidence): Violation[] {
  return modelFaults.map((what) => ({ ...orderIdIn(what, orders), what }));
}
