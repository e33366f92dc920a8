import { describe, expect, test } from "vitest";
import { capturesOf } from "../src/charge-ledger.ts";
import type { CrashPlan } from "../src/crash-at.ts";
import { type IsolatedCampus, isolatedCampus } from "../src/isolated-campus.ts";
import { shop } from "../src/shop.ts";

const SERVICES = ["orders", "inventory", "payments", "notifications"];
/**
 * Statements between which a service can die; each is tried right before and right after. The last
 * two are those of the outbox: `with slots` writes to it, `with taken` empties it.
 */
const STATEMENTS = ["begin", "insert into", "update", "commit", "with slots", "with taken"];

/** The services take turns, so that each has recovered before it is killed again. */
const plans = STATEMENTS.flatMap((statement) =>
  (["before", "after"] as const).flatMap((when) =>
    SERVICES.map((service) => ({ service, statement, when, occurrence: 1 })),
  ),
);

describe("a service is killed between two writes of an order", () => {
  test("ends every order, whatever the point, with stock, money and mail that agree", async () => {
    await using campus = await isolatedCampus();
    const results: string[] = [];
    for (const plan of plans) results.push(await tryPlan(campus, plan));
    const landed = results.filter((result) => result === "landed").length;
    expect(landed, `kills that landed, of ${plans.length}`).toBeGreaterThan(plans.length / 2);
  }, 600_000);
});

async function tryPlan(campus: IsolatedCampus, plan: CrashPlan): Promise<"landed" | "missed"> {
  const { anyBooks, placeOrder, settled, stock, notifications } = shop(campus.url);
  const [bookId = ""] = await anyBooks(1);
  await fetch(`${campus.url}/api/inventory/books/${bookId}`, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ onHand: 10 }),
  });
  const before = await stock(bookId);
  const pid = await campus.pidOf(plan.service);
  const { disarm } = await campus.crash(plan);
  const order = await placeOrder([{ bookId, quantity: 1 }]);
  const view = await settled(order.id);
  await disarm();
  await campus.ready();
  const landed = (await campus.pidOf(plan.service)) !== pid;

  const story = JSON.stringify({ plan, landed, view });
  expect(view.status, story).toBe("confirmed");
  expect(await capturesOf(campus.home, order.id), story).toBe(1);
  expect(await notifications(order.id), story).toHaveLength(1);
  expect(await stock(bookId), story).toMatchObject({
    onHand: before.onHand - 1,
    reserved: before.reserved,
    sold: before.sold + 1,
  });
  return landed ? "landed" : "missed";
}
