import type { Clock } from "@quad/clock";
import type { Kysely } from "kysely";
import { announceLevel } from "./announce-level.ts";
import {
  changesLevel,
  type Line,
  linesLeft,
  MOVES,
  type Move,
  type Shortage,
  shortages,
} from "./domain/stock.ts";
import {
  deleteHold,
  findTakenBack,
  insertHold,
  lockHold,
  saveHoldState,
  sellHold,
} from "./hold-store.ts";
import type { InventorySchema, InventoryTx } from "./inventory-kit.ts";
import { stockErrors } from "./stock-errors.ts";
import { findStocks, moveCopies } from "./stock-store.ts";

/** What an order does to the copies; each once, however often it is asked for. */

export type Reserved =
  | { readonly outcome: "reserved"; readonly expiresAt: Date | null }
  | { readonly outcome: "out-of-stock"; readonly missing: Shortage[] }
  | { readonly outcome: "ended" };

export type Sold =
  | { readonly outcome: "sold" }
  | { readonly outcome: "out-of-stock"; readonly missing: Shortage[] }
  | { readonly outcome: "ended" };

interface Wish {
  readonly orderId: string;
  readonly lines: readonly Line[];
  /** Null to keep them until the order ends. */
  readonly expiresAt: Date | null;
}

/**
 * Sets every copy of an order aside, or none. An order can overtake the news of its book, whose
 * key is another: STOCK_NOT_OPENED lets it wait for that.
 */
export async function reserveCopies(
  tx: InventoryTx,
  clock: Clock,
  { orderId, lines, expiresAt }: Wish,
): Promise<Reserved> {
  const at = clock.now();
  const hold = { orderId, state: "reserved", lines, expiresAt } as const;
  if (!(await insertHold(tx, hold, at))) return known(tx, orderId);
  const missing = await moveOrMiss(tx, { orderId, lines, move: MOVES.reserve, at });
  if (!missing) return { outcome: "reserved", expiresAt };
  await deleteHold(tx, orderId);
  return { outcome: "out-of-stock", missing };
}

/** The copies that were set aside leave the house; when their time was up, if there still are. */
export async function sellCopies(tx: InventoryTx, clock: Clock, orderId: string): Promise<Sold> {
  const at = clock.now();
  // Nearly always they are still set aside, and what is set aside is there.
  const reserved = await sellHold(tx, orderId, at);
  if (reserved) {
    const isThere = await move(tx, { lines: reserved, move: MOVES.sell, at });
    if (!isThere) throw new TypeError(`Copies set aside for order ${orderId} are not there.`);
    return { outcome: "sold" };
  }
  const hold = await lockHold(tx, orderId);
  if (!hold || hold.state === "released") return { outcome: "ended" };
  if (hold.state === "sold") return { outcome: "sold" };
  const { lines } = hold;
  const missing = await moveOrMiss(tx, { orderId, lines, move: MOVES.sellAtOnce, at });
  if (missing) return { outcome: "out-of-stock", missing };
  await saveHoldState(tx, { orderId, state: "sold", at });
  return { outcome: "sold" };
}

/**
 * The copies of an order are for sale again, sold ones too unless they came back before; answers
 * which they were. Whatever asks for them later comes too late.
 */
export async function releaseCopies(
  tx: InventoryTx,
  clock: Clock,
  orderId: string,
): Promise<readonly Line[]> {
  const at = clock.now();
  const never = { orderId, state: "released", lines: [], expiresAt: null } as const;
  if (await insertHold(tx, never, at)) return [];
  const hold = await lockHold(tx, orderId);
  if (!hold || hold.state === "released") return [];
  await saveHoldState(tx, { orderId, state: "released", at });
  if (hold.state === "expired") return [];
  if (hold.state === "reserved") {
    await move(tx, { lines: hold.lines, move: MOVES.release, at });
    return hold.lines;
  }
  const rest = linesLeft(hold.lines, await findTakenBack(tx, orderId)) ?? [];
  if (rest.length > 0) await move(tx, { lines: rest, move: MOVES.takeBack, at });
  return rest;
}

/** Moves copies, and says where the number for sale has changed. False when there are too few. */
export async function move(
  tx: InventoryTx,
  change: { lines: readonly Line[]; move: Move; at: Date },
): Promise<boolean> {
  const stocks = await moveCopies(tx, change);
  if (stocks && changesLevel(change.move)) for (const stock of stocks) announceLevel(tx, stock);
  return stocks !== null;
}

/** What is missing, or undefined when the copies were moved. */
async function moveOrMiss(
  tx: InventoryTx,
  { orderId, ...change }: { orderId: string; lines: readonly Line[]; move: Move; at: Date },
): Promise<Shortage[] | undefined> {
  for (;;) {
    if (await move(tx, change)) return undefined;
    const missing = await missingFor(tx.sql, orderId, change.lines);
    // Nothing is, when copies came back between the two looks.
    if (missing.length > 0) return missing;
  }
}

async function known(tx: InventoryTx, orderId: string): Promise<Reserved> {
  const hold = await lockHold(tx, orderId);
  if (hold?.state !== "reserved") return { outcome: "ended" };
  return { outcome: "reserved", expiresAt: hold.expiresAt };
}

/** Error: STOCK_NOT_OPENED. */
export async function missingFor(
  sql: Kysely<InventorySchema>,
  orderId: string,
  lines: readonly Line[],
): Promise<Shortage[]> {
  const bookIds = lines.map(({ bookId }) => bookId);
  const stocks = await findStocks(sql, bookIds);
  const unheard = bookIds.filter((bookId) => !stocks.has(bookId));
  if (unheard.length > 0) throw stockErrors.STOCK_NOT_OPENED({ orderId, bookIds: unheard });
  return shortages(stocks, lines);
}
