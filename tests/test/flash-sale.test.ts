import { bystander, startCampus } from "@quad/chassis/testing";
import { bookAdded, reserveStock, sellStock, stockLevelChanged } from "@quad/contracts";
import { inventory } from "@quad/inventory";
import { eventually } from "@quad/testkit";
import { expect, test } from "vitest";

const COPIES = 100;
const BUYERS = 10_000;
/** Buyers at the same time. */
const CROWD = 64;
/** Every third who gets a copy goes away without paying. */
const IDLERS = 3;
const KEPT_MS = 500;

test(`${BUYERS} buyers for ${COPIES} copies buy exactly those, and none is left over`, async () => {
  const environment = { QUAD_OPENING_STOCK: String(COPIES) };
  await using campus = await startCampus({ services: [inventory], environment });
  const { ask } = campus.platform;
  const bookId = crypto.randomUUID();
  const bus = await bystander(campus, [stockLevelChanged]);
  await bus.say(bookAdded, { ...bookAdded.example, bookId });
  await bus.hear(stockLevelChanged, bookId);
  const stock = async () => {
    const url = `${campus.url("inventory")}/api/inventory/books/${bookId}`;
    return (await (await fetch(url)).json()) as Record<string, number>;
  };

  let arrived = 0;
  let idlers = 0;
  const paid: string[] = [];
  async function buyer(): Promise<void> {
    const number = ++arrived;
    const orderId = crypto.randomUUID();
    const items = [{ bookId, quantity: 1 }];
    const { outcome } = await ask(reserveStock, { orderId, items, keptMs: KEPT_MS });
    if (outcome !== "reserved") return;
    if (number % IDLERS === 0) {
      idlers++;
      return;
    }
    const { outcome: sale } = await ask(sellStock, { orderId });
    if (sale === "sold") paid.push(orderId);
  }
  async function crowd(buyers: number): Promise<void> {
    const until = arrived + buyers;
    const queue = async () => {
      while (arrived < until) await buyer();
    };
    await Promise.all(Array.from({ length: CROWD }, queue));
  }

  await crowd(BUYERS);
  expect(paid.length).toBeLessThanOrEqual(COPIES);
  while (paid.length < COPIES) {
    // What idlers let lapse is for sale again: the next in the street buy it.
    await eventually(stock, {
      ...{ withinMs: 10_000, what: "the copies of idlers are for sale again" },
      until: (now) => now.reserved === 0 && now.available === COPIES - paid.length,
    });
    await crowd(COPIES);
  }
  expect(idlers).toBeGreaterThan(0);
  expect(new Set(paid).size).toBe(COPIES);
  const { onHand, reserved, sold } = await stock();
  expect({ onHand, reserved, sold }).toEqual({ onHand: 0, reserved: 0, sold: COPIES });
});
