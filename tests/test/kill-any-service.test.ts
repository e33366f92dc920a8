import { describe, expect, test } from "vitest";
import { capturesOf } from "../src/charge-ledger.ts";
import type { CrashPlan } from "../src/crash-at.ts";
import { type IsolatedCampus, isolatedCampus } from "../src/isolated-campus.ts";
import { shop } from "../src/shop.ts";

/**
 * Statements between which a service can die; each is tried right before and right after. The last
 * two are those of the outbox: `with slots` writes to it, `with taken` empties it.
 */
const STATEMENTS = ["begin", "insert into", "update", "commit", "with slots", "with taken"];
/** Who takes part in an order. */
const SERVICES = ["orders", "inventory", "payments", "notifications"];
/** Who hears of it. */
const BYSTANDERS = ["catalog", "cart"];

/** A hundred kills take minutes even on a quiet machine. */
const LONG_MS = 3_600_000;

/** What an order is: each append is one more thing that has happened to it. */
const APPEND = "select * from quad_events.append(";
/** What the coordinator of the saga writes. */
const SAGA_STATEMENTS = ["insert into quad_saga", "update quad_saga"];

/** Services take turns, so that each has recovered before it is killed again. */
const PLANS: Readonly<Record<string, readonly CrashPlan[]>> = {
  orchestrated: [
    ...plansFor(SERVICES, STATEMENTS, 1),
    ...plansFor(SERVICES, ["insert into", "commit"], 2),
    ...plansFor(BYSTANDERS, ["begin", "update", "commit"], 1),
    ...[1, 2, 3].flatMap((nth) => plansFor(["orders"], [APPEND, ...SAGA_STATEMENTS], nth)),
  ],
  choreographed: [
    ...plansFor(SERVICES, ["commit", "with slots", "with taken"], 1),
    ...plansFor(["orders"], [APPEND], 2),
  ],
};

function plansFor(services: string[], statements: string[], occurrence: number): CrashPlan[] {
  return statements.flatMap((statement) =>
    (["before", "after"] as const).flatMap((when) =>
      services.map((service) => ({ service, statement, when, occurrence })),
    ),
  );
}

describe("a service is killed between two writes of an order", () => {
  test.each(Object.entries(PLANS))(
    "%s: every order ends, with stock, money and mail that agree",
    async (flow, plans) => {
      await using campus = await isolatedCampus({ QUAD_CHECKOUT: flow });
      const results: string[] = [];
      for (const plan of plans) results.push(await tryPlan(campus, plan));
      const landed = results.filter((result) => result === "landed").length;
      expect(landed, `kills that landed, of ${plans.length}`).toBeGreaterThan(plans.length / 2);
    },
    LONG_MS,
  );

  test("the gateway is killed while orders come in: each is placed once", async () => {
    await using campus = await isolatedCampus();
    const { anyBooks, placeOrder, settled, stock } = shop(campus.url);
    const [bookId = ""] = await anyBooks(1);
    const before = await stock(bookId);
    const orders = Array.from({ length: 12 }, () => placeOrder([{ bookId, quantity: 1 }]));
    await Promise.any(orders);
    const pid = await campus.pidOf("gateway");
    if (pid !== null) process.kill(pid, "SIGKILL");
    expect(pid).not.toBeNull();
    const placed = await Promise.all(orders);
    await campus.ready();
    for (const { id } of placed) expect((await settled(id)).status).toBe("confirmed");
    expect(await stock(bookId)).toMatchObject({ reserved: 0, sold: before.sold + 12 });
  });
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
