import type { OrderFile } from "../evidence/evidence.ts";
import type { Invariant, Violation } from "./invariant.ts";
import { accountOf } from "./order-account.ts";

/** Order by order, so that two mistakes cannot cancel each other out. */
export const money: Invariant = {
  name: "money",
  promise:
    "Money captured less money refunded is the value of what customers kept; " +
    "and the order says what was refunded.",
  check: ({ orders }) => [...orders.values()].flatMap(wrongMoney),
};

function wrongMoney(order: OrderFile): Violation[] {
  const { id: orderId, view } = order;
  const { status, owed } = accountOf(order);
  const captured = sum(order.captures.map(({ amount }) => amount));
  const refunded = sum(order.captures.map((capture) => capture.refunded));
  const told = view?.refunded.amount ?? 0;
  const wrong: string[] = [];
  if (captured - refunded !== owed) {
    const taken = `${captured} was captured and ${refunded} refunded`;
    wrong.push(`it is ${status} and worth ${owed}, but ${taken}`);
  }
  if (told !== refunded) wrong.push(`${refunded} was refunded, but the order says ${told}`);
  return wrong.map((what) => ({ orderId, what }));
}

const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);
