import type { OrderFile } from "../evidence/evidence.ts";
import type { Invariant, Violation } from "./invariant.ts";
import { accountOf } from "./order-account.ts";

export const notifiedOnce: Invariant = {
  name: "notified once",
  promise: "Every customer is told of the end of the order, the right one, exactly once.",
  check: ({ orders }) => [...orders.values()].flatMap(wronglyTold),
};

function wronglyTold(order: OrderFile): Violation[] {
  const { status } = accountOf(order);
  const { id: orderId, notifications, mails } = order;
  const expected = status === "open" ? [] : [`order_${status}`];
  const kinds = notifications.map(({ kind }) => kind);
  const wrong: string[] = [];
  if (kinds.join() !== expected.join()) {
    wrong.push(`it is ${status}, and its notifications are: ${kinds.join(", ") || "none"}`);
  }
  if (mails.length !== kinds.length) {
    wrong.push(`${mails.length} mails are in the mailbox, and ${kinds.length} notifications noted`);
  }
  return wrong.map((what) => ({ orderId, what }));
}
