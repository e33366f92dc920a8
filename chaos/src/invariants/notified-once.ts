import type { OrderFile } from "../evidence/evidence.ts";
import type { Invariant, Violation } from "./invariant.ts";

/** What a customer has to be told of. */
const NEWS: Readonly<Record<string, string>> = {
  "orders.order-confirmed": "order_confirmed",
  "orders.order-cancelled": "order_cancelled",
  "orders.order-shipped": "order_shipped",
  "orders.order-delivered": "order_delivered",
  "payments.return-refunded": "order_returned",
};

export const notifiedOnce: Invariant = {
  name: "notified once",
  promise:
    "Every customer is told exactly once of each thing that happened to the order, " +
    "and of each return.",
  check: ({ orders }) => [...orders.values()].flatMap(wronglyTold),
};

function wronglyTold({ id: orderId, history, notifications, mails }: OrderFile): Violation[] {
  const due = history.flatMap(({ type, data }) => {
    const kind = NEWS[type];
    const { returnId } = data as { returnId?: string };
    return kind ? [newsOf(kind, returnId)] : [];
  });
  const noted = notifications.map(({ kind, return_id: returnId }) => newsOf(kind, returnId));
  const mailed = mails.map(({ id }) => id.slice(0, -orderId.length - 1));
  return [
    { by: "the notifications are", told: noted },
    { by: "the mails are", told: mailed },
  ].flatMap(({ by, told }) =>
    listed(told) === listed(due)
      ? []
      : [{ orderId, what: `${by} ${listed(told)}, due are ${listed(due)}` }],
  );
}

/** As the mail's id has it. */
function newsOf(kind: string, returnId: string | null | undefined): string {
  return kind.replace("_", "-") + (returnId ? `.${returnId}` : "");
}

const listed = (news: readonly string[]) => news.toSorted().join(", ") || "none";
