import { setTimeout as sleep } from "node:timers/promises";
import { type CountingServer, countingServer, type ServerWork } from "@quad/database/testing";
import { bookIds, placeOrder, stockUp } from "./order-client.ts";
import { printResult } from "./print-result.ts";
import { scratchCampus } from "./scratch-campus.ts";

const ORDERS = 100;
const WARM_UP = 100;
const IDLE_MS = 10_000;
const ROWS_MAX = 60;
const TEXT_LENGTH_MAX = 90;

/** What orders, one after the other, and an idle campus ask of Postgres, statement by statement. */
export async function orderCost(): Promise<void> {
  await using server = await countingServer();
  const campus = await scratchCampus({ settings: { QUAD_POSTGRES: server.url } });
  try {
    const books = await bookIds(campus.url, ORDERS);
    await stockUp(campus.url, books, ORDERS);
    await checkOut(campus.url, books, WARM_UP);
    const busy = await counted(server, () => checkOut(campus.url, books, ORDERS));
    const idle = await counted(server, () => sleep(IDLE_MS));
    print(`An order, of ${ORDERS} one after the other`, busy, ORDERS);
    print("Idle, a second", idle, idle.seconds);
  } finally {
    await campus.stop();
  }
}

async function counted(server: CountingServer, work: () => Promise<unknown>): Promise<ServerWork> {
  await server.reset();
  await work();
  return server.work();
}

/** To the very end of each order: the stream of its page ends when nothing more will happen. */
async function checkOut(url: string, books: readonly string[], orders: number): Promise<void> {
  for (let nth = 0; nth < orders; nth++) {
    const id = await placeOrder(url, books[nth % books.length] ?? "");
    await (await fetch(`${url}/api/orders/${id}/events`)).text();
  }
}

function print(title: string, { statements, walBytes, byText, seconds }: ServerWork, by: number) {
  const each = (count: number) => (count / by).toFixed(2);
  printResult(
    `${title} (${seconds.toFixed(1)} s)`,
    ["database", "statement", "calls", "WAL bytes"],
    [
      ["all", "", each(statements), Math.round(walBytes / by)],
      ...byText.slice(0, ROWS_MAX).map((row) => {
        const text = row.text.replaceAll(/\s+/g, " ").trim().slice(0, TEXT_LENGTH_MAX);
        return [row.database, text, each(row.calls), Math.round(row.walBytes / by)];
      }),
    ],
  );
}
