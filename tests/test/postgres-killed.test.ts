import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { eventually } from "@quad/testkit";
import { describe, expect, test } from "vitest";
import { capturesOf } from "../src/charge-ledger.ts";
import { isolatedCampus } from "../src/isolated-campus.ts";
import { shop } from "../src/shop.ts";

const ORDERS = 60;

describe("Postgres is killed", () => {
  test("loses no order: everything resumes by itself when it is back", async () => {
    await using campus = await isolatedCampus();
    const { anyBooks, placeOrder, settled, notifications } = shop(campus.url);
    const bookIds = await anyBooks(20);
    const placing = bookIds
      .concat(bookIds, bookIds)
      .slice(0, ORDERS)
      .map((bookId) => placeOrder([{ bookId, quantity: 1 }]));
    await placing[0];
    const pid = await postgresPid(campus.home);
    process.kill(pid, "SIGKILL");
    await eventually(() => postgresPid(campus.home), {
      withinMs: 20_000,
      what: "Postgres to be started again",
      until: (now) => now !== pid,
    });
    for (const order of await Promise.all(placing)) {
      const view = await settled(order.id, 60_000);
      expect(view.status).toBe("confirmed");
      expect(await capturesOf(campus.home, order.id)).toBe(1);
      expect(await notifications(order.id)).toHaveLength(1);
    }
  });
});

async function postgresPid(home: string): Promise<number> {
  return JSON.parse(await readFile(join(home, "run", "postgres.json"), "utf8")).server.pid;
}
