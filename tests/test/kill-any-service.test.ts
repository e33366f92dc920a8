import { describe, expect, test } from "vitest";
import { capturesOf } from "../src/charge-ledger.ts";
import type { CrashPlan } from "../src/crash-at.ts";
import { type IsolatedCampus, isolatedCampus } from "../src/isolated-campus.ts";
import { shop } from "../src/shop.ts";

/**
 * Statements between which a service can die; each is tried right before and right after. The last
 * two are those of the outbox: `with slots` writes to it, `with relay_turn` empties it.
 */
const STATEMENTS = ["begin", "insert into", "update", "commit", "with slots", "with relay_turn"];
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

/** Each round kills every one of its services once, at the same point of its work. */
type Round = readonly CrashPlan[];

const ROUNDS: Readonly<Record<string, readonly Round[]>> = {
  orchestrated: [
    ...roundsOf(SERVICES, STATEMENTS, 1),
    ...roundsOf(SERVICES, ["insert into", "commit"], 2),
    ...roundsOf(BYSTANDERS, ["begin", "update", "commit"], 1),
    ...[1, 2, 3].flatMap((nth) => roundsOf(["orders"], [APPEND, ...SAGA_STATEMENTS], nth)),
  ],
  choreographed: [
    ...roundsOf(SERVICES, ["commit", "with slots", "with relay_turn"], 1),
    ...roundsOf(["orders"], [APPEND], 2),
  ],
};

function roundsOf(services: string[], statements: string[], occurrence: number): Round[] {
  return statements.flatMap((statement) =>
    (["before", "after"] as const).map((when) =>
      services.map((service) => ({ service, statement, when, occurrence })),
    ),
  );
}

describe("a service is killed between two writes of an order", () => {
  test.each(Object.entries(ROUNDS))(
    "%s: every order ends, with stock, money and mail that agree",
    async (flow, rounds) => {
      await using campus = await isolatedCampus({ QUAD_CHECKOUT: flow });
      let landed = 0;
      for (const round of rounds) landed += await tryRound(campus, round);
      const plans = rounds.flat().length;
      expect(landed, `kills that landed, of ${plans}`).toBeGreaterThan(plans / 2);
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

/** Places as many orders as services are to be killed. Returns how many were. */
async function tryRound(campus: IsolatedCampus, round: Round): Promise<number> {
  const { anyBooks, placeOrder, settled, stock, notifications } = shop(campus.url);
  const [bookId = ""] = await anyBooks(1);
  await fetch(`${campus.url}/api/inventory/books/${bookId}`, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ onHand: 10 }),
  });
  const before = await stock(bookId);
  const pids = () => Promise.all(round.map(({ service }) => campus.pidOf(service)));
  const pidsBefore = await pids();
  const disarms = await Promise.all(round.map((plan) => campus.arm(plan)));
  const lines = [{ bookId, quantity: 1 }];
  const orders = await Promise.all(round.map(() => placeOrder(lines)));
  const views = await Promise.all(orders.map(({ id }) => settled(id)));
  await Promise.all(disarms.map((disarm) => disarm()));
  await campus.ready();
  const landed = (await pids()).filter((pid, index) => pid !== pidsBefore[index]).length;

  const story = JSON.stringify({ round, landed, views });
  for (const { id, status } of views) {
    expect(status, story).toBe("confirmed");
    expect(await capturesOf(campus.home, id), story).toBe(1);
    expect(await notifications(id), story).toHaveLength(1);
  }
  expect(await stock(bookId), story).toMatchObject({
    onHand: before.onHand - orders.length,
    reserved: before.reserved,
    sold: before.sold + orders.length,
  });
  return landed;
}
