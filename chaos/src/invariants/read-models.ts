import type { BookFile, OrderFile } from "../evidence/evidence.ts";
import type { Invariant, Violation } from "./invariant.ts";

const LEVEL_CHANGED = "inventory.stock-level-changed";
/** Events of other services that an order's page shows. */
const SHOWN = /^(orders|notifications)\./;

export const readModels: Invariant = {
  name: "read models",
  promise: "What pages show is what comes out when all events are read again from the first.",
  check: ({ orders, books }) => [
    ...[...books.values()].flatMap(wrongLevel),
    ...[...orders.values()].flatMap(wrongPage),
  ],
};

/** The catalogue's number of copies, made anew from the events of inventory. */
function wrongLevel({ id: bookId, events, shown }: BookFile): Violation[] {
  const last = events.findLast(({ topic }) => topic === LEVEL_CHANGED);
  const rebuilt = last ? Number(last.data.available) : shown;
  if (rebuilt === shown) return [];
  return [{ bookId, what: `the catalogue shows ${shown} copies; rebuilt from events: ${rebuilt}` }];
}

/** The page of an order has each event that was published about it, and no other. */
function wrongPage({ id: orderId, view, events }: OrderFile): Violation[] {
  if (!view) return [];
  const published = events.map(({ topic }) => topic).filter((topic) => SHOWN.test(topic));
  const shown = view.timeline.map(({ event }) => event).filter((event) => SHOWN.test(event));
  if (published.join() === shown.join()) return [];
  const what = `its page shows ${shown.join(", ")}; rebuilt from events: ${published.join(", ")}`;
  return [{ orderId, what }];
}
