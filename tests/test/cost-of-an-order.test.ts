import { setTimeout as sleep } from "node:timers/promises";
import { countingServer } from "@quad/database/testing";
import { expect, test } from "vitest";
import { runningCampus } from "../src/running-campus.ts";
import { shop } from "../src/shop.ts";

const ORDERS = 20;
const IDLE_MS = 5_000;

/**
 * What one order may ask of Postgres, over all services, from the request to the mail. `./quad
 * bench order-cost` says what the statements are. Counts, not times: looks that are made by the
 * clock are counted while idle, and subtracted.
 */
const STATEMENTS_MAX = 82;
const WAL_BYTES_MAX = 22_000;
/** Of all services together, while nobody wants anything of them. */
const IDLE_STATEMENTS_PER_SECOND_MAX = 16;

test("an order, and waiting for one, costs the database no more than it has to", async () => {
  await using server = await countingServer();
  await using campus = await runningCampus({ QUAD_POSTGRES: server.url });
  const { anyBooks, placeOrder, ended } = shop(campus.url);
  const books = await anyBooks(ORDERS);
  const checkOut = async (bookId: string) => {
    const { id } = await placeOrder([{ bookId, quantity: 1 }]);
    await ended(id);
  };

  // Connections, prepared statements, first pages of tables.
  for (const bookId of books) await checkOut(bookId);
  await server.reset();
  for (const bookId of books) await checkOut(bookId);
  const busy = await server.work();

  await server.reset();
  await sleep(IDLE_MS);
  const idle = await server.work();

  const idlePerSecond = idle.statements / idle.seconds;
  const statements = (busy.statements - idlePerSecond * busy.seconds) / ORDERS;
  const idleBytesPerSecond = idle.walBytes / idle.seconds;
  const walBytes = (busy.walBytes - idleBytesPerSecond * busy.seconds) / ORDERS;
  expect(idlePerSecond).toBeLessThan(IDLE_STATEMENTS_PER_SECOND_MAX);
  expect(statements).toBeLessThan(STATEMENTS_MAX);
  expect(walBytes).toBeLessThan(WAL_BYTES_MAX);
});
