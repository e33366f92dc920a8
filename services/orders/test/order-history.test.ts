import { seededRandom } from "@quad/testkit";
import { describe, expect, test } from "vitest";
import { type Command, decide } from "../src/domain/decide-order.ts";
import { evolve, type Order } from "../src/domain/order.ts";
import type { OrderEvent } from "../src/domain/order-event.ts";
import { checkHistory } from "../src/testing/check-history.ts";
import {
  ALL,
  cancellationAsked,
  cancelled,
  confirmed,
  created,
  declined,
  delivered,
  HISTORIES,
  moneyBack,
  ONE_EMMA,
  paid,
  place,
  refunded,
  released,
  reserved,
  returnAsked,
  returnRefunded,
  shipped,
  soldOut,
  takenBack,
} from "./order-samples.ts";

const WALKS = 3_000;
const STEPS_MAX = 40;

const numbered = (events: readonly OrderEvent[]) =>
  events.map((event, index) => ({ ...event, version: index + 1 }));

describe("a legal history", () => {
  test("is every sample", () => {
    for (const [state, history] of Object.entries(HISTORIES)) {
      expect(checkHistory(numbered(history)), state).toEqual([]);
    }
  });

  test("is what any sequence of commands leaves", () => {
    const statuses = new Set<string>();
    for (let seed = 1; seed <= WALKS; seed++) {
      const { events, order } = walk(seed);
      expect(checkHistory(numbered(events)), `seed ${seed}`).toEqual([]);
      expect(order?.refunded, `seed ${seed}`).toBeLessThanOrEqual(order?.paid ?? 0);
      statuses.add(order?.status ?? "");
    }
    const every = ["cancelled", "confirmed", "delivered", "pending", "returned", "shipped"];
    expect([...statuses].sort()).toEqual(every);
  });
});

describe("a history is at fault", () => {
  const { confirmed: toConfirmed, delivered: toDelivered } = HISTORIES;
  const faulty: Record<string, readonly OrderEvent[]> = {
    "that begins in the middle": [confirmed],
    "that begins twice": [created, created],
    "that confirms what is not paid": [created, reserved, confirmed],
    "that confirms twice": [...toConfirmed, confirmed],
    "that takes money twice": [created, paid, paid],
    "that takes money after the end": [created, soldOut, cancelled("out_of_stock"), paid],
    "that cancels and keeps the money": [...toConfirmed, cancellationAsked, cancelled("customer")],
    "that cancels for a customer who did not ask": [created, cancelled("customer")],
    "that cancels what the shop has confirmed": [...toConfirmed, cancelled("out_of_stock")],
    "that ships what is to be cancelled": [...toConfirmed, cancellationAsked, shipped],
    "that delivers what was not shipped": [...toConfirmed, delivered],
    "that goes on after the end": [...HISTORIES.returned, shipped],
    "that gives back what was not paid": [created, refunded],
    "that gives back more than was paid": [...toDelivered, refunded],
    "that returns more than was bought": [
      ...toDelivered,
      returnAsked("r1", ALL, 3700),
      returnAsked("r2"),
    ],
    "that pays for what did not come back": [
      ...toDelivered,
      returnAsked("r1"),
      returnRefunded("r1"),
    ],
    "that pays another amount": [
      ...toDelivered,
      ...[returnAsked("r1"), takenBack("r1"), returnRefunded("r1", { amount: 951 })],
    ],
    "that pays for a return twice": [
      ...HISTORIES["a return taken back"],
      ...[returnRefunded("r1"), returnRefunded("r1")],
    ],
    "that says complete too early": [
      ...HISTORIES["a return taken back"],
      returnRefunded("r1", { complete: true }),
    ],
  };

  test.each(Object.entries(faulty))("%s", (_, events) => {
    expect(checkHistory(numbered(events))).not.toEqual([]);
  });

  test("with a gap, or that goes back in time", () => {
    const gap = [
      { ...created, version: 1 },
      { ...reserved, version: 3 },
    ];
    expect(checkHistory(gap)).toEqual([
      "version 3, inventory.stock-reserved: it should have version 2",
    ]);
    const back = [
      { ...created, version: 1, recordedAt: new Date(2) },
      { ...reserved, version: 2, recordedAt: new Date(1) },
    ];
    expect(checkHistory(back)).toHaveLength(1);
  });
});

/** Any commands, in any order; only that nobody pays for an order that is over or declined. */
function walk(seed: number): { events: OrderEvent[]; order: Order | null } {
  const random = seededRandom(seed);
  const events: OrderEvent[] = [];
  let order: Order | null = null;
  for (let step = 0; step < STEPS_MAX; step++) {
    const command = step === 0 ? place : pick(random, commandsFor(order));
    const happened = outcome(order, command);
    events.push(...happened);
    order = happened.reduce<Order | null>(evolve, order);
  }
  return { events, order };
}

function commandsFor(order: Order | null): Command[] {
  const isOver = order?.status !== "pending" || order.noted.includes(declined.type);
  const facts = [reserved, soldOut, declined, released, moneyBack, ...(isOver ? [] : [paid, paid])];
  const returnIds = ["r1", "r2", "r3"];
  const known = order?.returns.map(({ id }) => id) ?? [];
  return [
    place,
    ...facts.flatMap((fact) => [{ type: "note", fact } as const, { type: "hear", fact } as const]),
    { type: "confirm" },
    { type: "give-up" },
    ...(order?.status === "confirmed" || order?.status === "pending"
      ? ([{ type: "ask-cancellation" }] as const)
      : []),
    { type: "finish-cancellation" },
    { type: "ship", carrier: "Post" },
    { type: "ship", carrier: "Ship" },
    { type: "deliver" },
    ...returnIds.flatMap((returnId) => [
      { type: "ask-return" as const, returnId, items: ONE_EMMA },
      { type: "ask-return" as const, returnId, items: ALL },
    ]),
    ...known.flatMap((returnId) => [
      { type: "take-back" as const, returnId },
      { type: "refund-return" as const, returnId, paymentId: "p" },
      { type: "refuse-return" as const, returnId, reason: "exceeds_order" },
    ]),
  ];
}

function outcome(order: Order | null, command: Command): readonly OrderEvent[] {
  try {
    return decide(order, command);
  } catch (error) {
    if (error instanceof TypeError) throw error;
    return [];
  }
}

function pick<T>(random: () => number, from: readonly T[]): T {
  return from[Math.floor(random() * from.length)] as T;
}
