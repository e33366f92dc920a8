/** What people are told of a status of orders. */
interface OrderStatusWords {
  /** In a list. */
  readonly label: string;
  /** Above the order itself. */
  readonly title: string;
  /** What it means to the customer. */
  readonly text: string;
  readonly tone: "info" | "good" | "neutral" | "bad";
  /** The end of "your order …". */
  readonly news: string;
  /** The end of a sentence that says why something is not possible. */
  readonly standing: string;
  /** Of the news without which the order is not settled; null while it cannot be. */
  readonly mail: "order_confirmed" | "order_cancelled" | "order_shipped" | "order_delivered" | null;
}

/** How an order can stand: the one list of all statuses, in the order of its way. */
export const orderStatuses = {
  pending: {
    label: "On its way",
    title: "Order on its way",
    text: "Several services work on it. This page shows each event as it comes.",
    tone: "info",
    news: "is placed",
    standing: "it is not confirmed yet",
    mail: null,
  },
  confirmed: {
    label: "Confirmed",
    title: "Order confirmed",
    text: "It is paid, the copies are yours. It can be cancelled until it is shipped.",
    tone: "good",
    news: "is confirmed",
    standing: "it has not been shipped yet",
    mail: "order_confirmed",
  },
  shipped: {
    label: "Shipped",
    title: "Order shipped",
    text: "The parcel is with its carrier.",
    tone: "good",
    news: "is on its way",
    standing: "it is on its way already",
    mail: "order_shipped",
  },
  delivered: {
    label: "Delivered",
    title: "Order delivered",
    text: "The parcel has arrived. Copies can be sent back for their price.",
    tone: "good",
    news: "was delivered",
    standing: "it was delivered already",
    mail: "order_delivered",
  },
  returned: {
    label: "Returned",
    title: "Order returned",
    text: "Every copy came back, and all of the money was given back.",
    tone: "neutral",
    news: "has come back",
    standing: "all of it has come back",
    // Each return is told by a mail of its own.
    mail: "order_delivered",
  },
  cancelled: {
    label: "Cancelled",
    title: "Order cancelled",
    text: "It came to nothing.",
    tone: "bad",
    news: "was cancelled",
    standing: "it was cancelled",
    mail: "order_cancelled",
  },
} as const satisfies Readonly<Record<string, OrderStatusWords>>;

export type OrderStatus = keyof typeof orderStatuses;

export const orderStatusNames = Object.keys(orderStatuses) as readonly OrderStatus[];
