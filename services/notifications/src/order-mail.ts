import type { Money, OrderCancelled, OrderConfirmed } from "@quad/contracts";

/** What a customer is told: plain data in, plain data out. */
export interface OrderMail {
  readonly kind: "order_confirmed" | "order_cancelled";
  readonly to: { readonly name: string; readonly email: string };
  readonly subject: string;
  /** Plain text. */
  readonly text: string;
}

export function confirmationMail(order: OrderConfirmed): OrderMail {
  return {
    kind: "order_confirmed",
    to: order.customer,
    subject: `Your order ${shortId(order.orderId)} is confirmed`,
    text: letter(order.customer.name, [
      "Thank you for your order. It is paid, and the books are yours:",
      linesOf(order),
      "Keep this mail: it is your receipt.",
      `Order ${order.orderId}`,
    ]),
  };
}

export function cancellationMail(order: OrderCancelled): OrderMail {
  return {
    kind: "order_cancelled",
    to: order.customer,
    subject: `Your order ${shortId(order.orderId)} was cancelled`,
    text: letter(order.customer.name, [
      `We are sorry: ${REASONS[order.reason]}, so your order was cancelled.`,
      "No money was taken. This is what you had chosen:",
      linesOf(order),
      ADVICE[order.reason],
      `Order ${order.orderId}`,
    ]),
  };
}

const REASONS: Readonly<Record<OrderCancelled["reason"], string>> = {
  out_of_stock: "there were not enough copies left",
  payment_declined: "your payment was declined",
};

const ADVICE: Readonly<Record<OrderCancelled["reason"], string>> = {
  out_of_stock: "The shop shows how many copies there are; fewer may still be there.",
  payment_declined: "The books are on the shelf again. You are welcome to try another payment.",
};

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

/** 1800 USD is $18.00; 1800 JPY is ¥1,800: a currency knows its own minor unit. */
export function moneyText({ amount, currency }: Money): string {
  const format = new Intl.NumberFormat("en", { style: "currency", currency });
  const { maximumFractionDigits: digits = 2 } = format.resolvedOptions();
  return format.format(amount / 10 ** digits);
}

/** The end of an id, which differs most: enough to tell one's own orders apart. */
function shortId(id: string): string {
  return id.slice(-8);
}
