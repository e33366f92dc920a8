import { SIMULATED_TOKENS } from "@quad/charge";
import { eventually } from "@quad/testkit";
import { expect } from "vitest";
import { TWIN } from "../src/campus/twin.ts";
import type { GuardName } from "../src/guards/guards.ts";
import { deliver } from "../src/load/deliver.ts";
import { restock } from "../src/load/restock.ts";
import { returnCopies } from "../src/load/return-copies.ts";
import { ship } from "../src/load/ship.ts";
import type { Run } from "../src/open-run.ts";
import { atPoint, order, quiet, settled, strike } from "./drill.ts";

/** Less than what a server lets an idle transaction live: the relay waits in one. */
const NEWS_LATE_MS = 9_000;

interface Proof {
  /** What happens to the campus. */
  readonly drill: (run: Run) => Promise<void>;
  /** The invariant that must notice. */
  readonly invariant: string;
}

/** For every guard a drill that it gets a campus through, and that shows when it is missing. */
export const PROOFS: Readonly<Record<GuardName, Proof>> = {
  inbox: { drill: hearAgain, invariant: "every order ends" },
  outbox: { drill: dieBeforeEmitting, invariant: "legal events" },
  compensation: { drill: declineAPayment, invariant: "stock" },
  fencing: { drill: sleepThroughACancellation, invariant: "every order ends" },
  "idempotency key of a charge": { drill: loseTheAnswerOfACharge, invariant: "charged once" },
  "idempotency key of a refund": { drill: loseTheAnswerOfARefund, invariant: "money" },
  "idempotency key of an order": { drill: orderTwice, invariant: "accepted orders" },
};

/** Everybody is told, and what was heard is heard once more. */
async function hearAgain(run: Run): Promise<void> {
  for (let nth = 0; nth < 5; nth++) await order(run);
  await quiet(run);
  const again = { kind: "messages again", target: "notifications", by: "again" } as const;
  await run.desk.inject({ ...again, id: "heard-again", messages: 40, salt: "" });
  expect(run.desk.records.at(-1)?.landed).toBeDefined();
}

/** Orders dies when what it did is stored, and what it has to say is not. */
async function dieBeforeEmitting(run: Run): Promise<void> {
  await order(run);
  await strike(run, atPoint("kill", "orders", { statement: "with slots", when: "before" }));
  await settled(run);
}

async function declineAPayment(run: Run): Promise<void> {
  await order(run, { token: SIMULATED_TOKENS.declined });
}

/**
 * A coordinator falls asleep before it asks for copies. The other finds none, and cancels the
 * order; the news of that is late. Then there are copies again, and the first one wakes up.
 */
async function sleepThroughACancellation(run: Run): Promise<void> {
  const book = 0;
  const { campus, customer, desk } = run;
  await quiet(run);
  await restock(customer, { action: "restock", book, onHand: 0 });
  const fault = atPoint(
    "pause",
    "orders",
    { statement: "update quad_saga.saga", when: "before" },
    60_000,
  );
  await desk.inject(fault);
  await order(run, { lines: [{ book, quantity: 1 }] });
  await eventually(
    () => desk.records.some((record) => record.fault.id === fault.id && record.landed),
    { withinMs: 30_000, what: "the coordinator to fall asleep" },
  );
  holdTheNews(run);
  await settled(run);
  await restock(customer, { action: "restock", book, onHand: 20 });
  campus.wakeAll();
  // Served by the one that slept: what it had in hand is over then.
  await order(run);
  await settled(run);
}

/** Inventory, when it hears of a cancelled order, sets nothing aside for it any more. */
function holdTheNews({ campus: { control } }: Run): void {
  for (const target of ["orders", TWIN]) {
    for (let nth = 0; nth < 2; nth++) {
      control.arm(target, {
        ...{ id: `${target}-late-${nth}`, kind: "late", delayMs: NEWS_LATE_MS, ranks: [] },
      });
    }
  }
}

async function loseTheAnswerOfACharge(run: Run): Promise<void> {
  await order(run, { token: SIMULATED_TOKENS.timeout });
}

/** One of two copies comes back; were both paid back, the order would be worth nothing. */
async function loseTheAnswerOfARefund(run: Run): Promise<void> {
  const of = await order(run, {
    lines: [{ book: 12, quantity: 2 }],
    token: SIMULATED_TOKENS.timeout,
  });
  const { customer } = run;
  await ship(customer, { action: "ship", of, carrier: "Campus Bikes" });
  await deliver(customer, { action: "deliver", of });
  const back = { action: "return", of, key: `${of}-back`, copies: "one", twice: true } as const;
  await returnCopies(customer, back);
}

async function orderTwice(run: Run): Promise<void> {
  await order(run, { twice: true });
}
