import { expect, test } from "vitest";
import { runQuad } from "../src/run-quad.ts";
import { runningCampus } from "../src/running-campus.ts";
import { shop } from "../src/shop.ts";

test("the read models are rebuilt by one command, and say how far they are", async () => {
  await using campus = await runningCampus();
  const { get, anyBooks, placeOrder, settled } = shop(campus.url);
  const [bookId = ""] = await anyBooks(1);
  const { id } = await placeOrder([{ bookId, quantity: 1 }]);
  await settled(id);

  const all = await runQuad(["rebuild"], campus.settings);
  expect(all.code, all.err).toBe(0);
  for (const name of ["order-list", "sales-per-day", "customer-history"]) {
    expect(all.out).toMatch(new RegExp(`^${name}: rebuilt from [1-9]\\d* events in `, "m"));
  }
  expect(await get("/api/orders")).toMatchObject({ items: [{ id, status: "confirmed" }] });

  const one = await runQuad(["rebuild", "order-list"], campus.settings);
  expect(one.out.match(/rebuilt from/g)).toHaveLength(1);
  const wrong = await runQuad(["rebuild", "orders"], campus.settings);
  expect(wrong.code).toBe(1);
  expect(wrong.err).toContain("There is no read model orders; there are order-list, sales-per-day");
});
