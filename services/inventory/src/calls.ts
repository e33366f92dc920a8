import { releaseStock, reserveStock, sellStock, takeBackStock } from "@quad/contracts";
import { answeringOf } from "@quad/rpc";
import { merged } from "./domain/stock.ts";
import { hasHold } from "./hold-store.ts";
import type { InventoryKit } from "./inventory-kit.ts";
import { missingFor, releaseCopies, reserveCopies, sellCopies } from "./order-stock.ts";
import { takeBack } from "./take-back.ts";

const answering = answeringOf<InventoryKit>();

/** What inventory answers other services. */
export const calls = [
  answering(reserveStock, async ({ database, clock }, { orderId, items, keptMs }) => {
    const lines = merged(items);
    // A crowd that comes too late is sent home without a transaction. In this order: what a twin
    // of this request has taken is not missing.
    const missing = await missingFor(database.sql, orderId, lines);
    if (missing.length > 0 && !(await hasHold(database.sql, orderId))) {
      return { outcome: "out-of-stock", missing };
    }
    const expiresAt = new Date(clock.now().getTime() + keptMs);
    const wish = { orderId, lines, expiresAt };
    const answer = await database.transaction((tx) => reserveCopies(tx, clock, wish));
    if (answer.outcome !== "reserved") return answer;
    return { outcome: "reserved", expiresAt: (answer.expiresAt ?? expiresAt).toISOString() };
  }),
  answering(sellStock, ({ database, clock }, { orderId }) =>
    database.transaction((tx) => sellCopies(tx, clock, orderId)),
  ),
  answering(releaseStock, async ({ database, clock }, { orderId }) => {
    await database.transaction((tx) => releaseCopies(tx, clock, orderId));
    return { outcome: "released" };
  }),
  answering(takeBackStock, ({ database, clock }, { orderId, returnId, items }) => {
    const lines = merged(items).toSorted((one, other) => (one.bookId < other.bookId ? -1 : 1));
    return database.transaction((tx) => takeBack(tx, clock, { orderId, returnId, lines }));
  }),
];
