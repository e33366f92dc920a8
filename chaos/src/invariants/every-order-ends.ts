import type { OrderFile } from "../evidence/evidence.ts";
import type { Invariant, Violation } from "./invariant.ts";
import { accountOf } from "./order-account.ts";
import { orderIdIn } from "./order-id-in.ts";

export const everyOrderEnds: Invariant = {
  name: "every order ends",
  promise:
    "No order, cancellation or return is without an end, " +
    "and nothing waits that should have been done.",
  check: ({ orders, leftovers }) => [
    ...[...orders.values()].flatMap(unended),
    ...leftovers.map((what) => ({ ...orderIdIn(what, orders), what })),
  ],
};

function unended(order: OrderFile): Violation[] {
  const { id: orderId, view, history } = order;
  if (!view) return [{ orderId, what: "the shop does not know it" }];
  if (accountOf(order).status === "open") return [{ orderId, what: `it is still ${view.status}` }];
  const wrong = openReturns(history).map((id) => `return ${id} is neither refunded nor refused`);
  const isAsked = history.some(({ type }) => type === "orders.cancellation-asked");
  if (isAsked && view.status !== "cancelled") wrong.push("its cancellation has come to nothing");
  if (!view.settled) wrong.push(`it is ${view.status}, and not settled`);
  return wrong.map((what) => ({ orderId, what }));
}

const OVER = new Set(["payments.return-refunded", "orders.return-refused"]);

function openReturns(history: OrderFile["history"]): string[] {
  const over = new Set(history.filter(({ type }) => OVER.has(type)).map(returnIdOf));
  return history
    .filter(({ type }) => type === "orders.return-asked")
    .map(returnIdOf)
    .filter((id) => !over.has(id));
}

function returnIdOf({ data }: OrderFile["history"][number]): string {
  return (data as { returnId: string }).returnId;
}
