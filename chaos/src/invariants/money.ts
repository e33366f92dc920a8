import type { OrderFile } from "../evidence/evidence.ts";
import type { Invariant, Violation } from "./invariant.ts";
import { accountOf } from "./order-account.ts";

/** Order by order, so that two mistakes cannot cancel each other out. */
export const money: Invariant = {
  name: "money",
  promise: "Money captured less money refunded is the value of confirmed less returned orders.",
  check: ({ orders }) => [...orders.values()].flatMap(wrongMoney),
};

function wrongMoney(order: OrderFile): Violation[] {
  const { status, owed } = accountOf(order);
  const captured = sum(order.captures.map(({ amount }) => amount));
  const refunded = sum(order.captures.map((capture) => capture.refunded));
  if (captured - refunded === owed) return [];
  const taken = `${captured} was captured and ${refunded} refunded`;
  return [{ orderId: order.id, what: `it is ${status} and worth ${owed}, but ${taken}` }];
}

const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);
