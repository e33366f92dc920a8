import {
  moneyText,
  type NotificationSent,
  type OrderCancelled,
  type OrderConfirmed,
  type OrderDelivered,
  type OrderReturned,
  type OrderShipped,
} from "@quad/contracts";
import { orderStatuses } from "@quad/contracts/order-statuses";

/** What a customer is told: plain data in, plain data out. */
export interface OrderMail {
  readonly kind: NotificationSent["kind"];
  /** Of an order that came back: which return. */
  readonly returnId?: string;
  readonly to: { readonly name: string; readonly email: string };
  readonly subject: string;
  /** Plain text. */
  readonly text: string;
}

export function confirmationMail(order: OrderConfirmed): OrderMail {
  return {
    kind: "order_confirmed",
    to: order.customer,
    subject: `Your order ${shortId(order.orderId)} ${orderStatuses.confirmed.news}`,
    text: letter(order.customer.name, [
      "Thank you for your order. It is paid, and the books are yours:",
      linesOf(order),
      "Keep this mail: it is your receipt.",
      `Order ${order.orderId}`,
    ]),
  };
}

export function cancellationMail(order: OrderCancelled): OrderMail {
  const [why, advice] = CANCELLED[order.reason];
  const money = order.refunded
    ? `${moneyText(order.refunded)} is on its way back to you.`
    : "No money was taken.";
  return {
    kind: "order_cancelled",
    to: order.customer,
    subject: `Your order ${shortId(order.orderId)} ${orderStatuses.cancelled.news}`,
    text: letter(order.customer.name, [
      why,
      `${money} This is what you had chosen:`,
      linesOf(order),
      advice,
      `Order ${order.orderId}`,
    ]),
  };
}

/** Why, and what to do. */
const CANCELLED: Readonly<Record<OrderCancelled["reason"], readonly [string, string]>> = {
  out_of_stock: [
    "We are sorry: there were not enough copies left, so your order was cancelled.",
    "The shop shows how many copies there are; fewer may still be there.",
  ],
  payment_declined: [
    "We are sorry: your payment was declined, so your order was cancelled.",
    "The books are on the shelf again. You are welcome to try another payment.",
  ],
  customer: [
    "You asked us to cancel your order, and we have.",
    "The books are on the shelf again, should you change your mind.",
  ],
};

export function shipmentMail(order: OrderShipped): OrderMail {
  const { orderId, customer, carrier, tracking } = order;
  return {
    kind: "order_shipped",
    to: customer,
    subject: `Your order ${shortId(orderId)} ${orderStatuses.shipped.news}`,
    text: letter(customer.name, [
      `Your books have left the house with ${carrier}:`,
      linesOf(order),
      ...(tracking ? [`${carrier} knows the parcel as ${tracking}.`] : []),
      `Order ${orderId}`,
    ]),
  };
}

export function deliveryMail(order: OrderDelivered): OrderMail {
  const { orderId, customer } = order;
  return {
    kind: "order_delivered",
    to: customer,
    subject: `Your order ${shortId(orderId)} ${orderStatuses.delivered.news}`,
    text: letter(customer.name, [
      "Your books have arrived:",
      linesOf(order),
      "Should one not be right, you can send it back.",
      `Order ${orderId}`,
    ]),
  };
}

export function returnMail(back: OrderReturned): OrderMail {
  const { orderId, returnId, customer, items, amount, complete } = back;
  return {
    kind: "order_returned",
    returnId,
    to: customer,
    subject: `Your return of order ${shortId(orderId)} is paid back`,
    text: letter(customer.name, [
      complete ? "All books of your order are back with us:" : "These books are back with us:",
      linesOf({ items, total: amount }),
      `${moneyText(amount)} is on its way back to you.`,
      `Order ${orderId}`,
    ]),
  };
}

function letter(name: string, paragraphs: readonly string[]): string {
  return [`Dear ${name},`, ...paragraphs, "The campus bookstore", ""].join("\n\n");
}

function linesOf({ items, total }: Pick<OrderConfirmed, "items" | "total">): string {
  const lines = items.map(({ title, quantity, unitPrice }) => {
    const amount = { ...unitPrice, amount: unitPrice.amount * quantity };
    return `  ${quantity} × ${title}: ${moneyText(amount)}`;
  });
  return [...lines, `  Total: ${moneyText(total)}`].join("\n");
}

/** The end of an id, which differs most: enough to tell one's own orders apart. */
function shortId(id: string): string {
  return id.slice(-8);
}
