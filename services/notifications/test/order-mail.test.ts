import {
  orderCancelled,
  orderConfirmed,
  orderDelivered,
  orderReturned,
  orderShipped,
} from "@quad/contracts";
import { describe, expect, it as test } from "vitest";
import {
  cancellationMail,
  confirmationMail,
  deliveryMail,
  returnMail,
  shipmentMail,
} from "../src/domain/order-mail.ts";

describe("the mail about an order", () => {
  test("that is confirmed is a receipt", () => {
    const { kind, to, subject, text } = confirmationMail(orderConfirmed.example);
    expect(kind).toBe("order_confirmed");
    expect(to).toEqual({ name: "Ada Example", email: "ada@example.org" });
    expect(subject).toBe("Your order 0c5f2a10 is confirmed");
    expect(text).toBe(
      [
        "Dear Ada Example,",
        "Thank you for your order. It is paid, and the books are yours:",
        "  2 × Moby-Dick; or, The Whale: $36.00\n  Total: $36.00",
        "Keep this mail: it is your receipt.",
        "Order 018f3a52-7c1e-7d7a-9b1e-2f6f0c5f2a10",
        "The campus bookstore",
        "",
      ].join("\n\n"),
    );
  });

  test.each([
    ["out_of_stock", "there were not enough copies left"],
    ["payment_declined", "your payment was declined"],
  ] as const)("that was cancelled says why (%s), and that no money was taken", (reason, words) => {
    const { kind, subject, text } = cancellationMail({ ...orderCancelled.example, reason });
    expect(kind).toBe("order_cancelled");
    expect(subject).toMatch(/was cancelled$/);
    expect(text).toContain(words);
    expect(text).toContain("No money was taken");
    expect(text).toContain("2 × Moby-Dick");
  });
});

test("a cancellation that the customer asked for says what became of the money", () => {
  const asked = { ...orderCancelled.example, reason: "customer", by: "customer" } as const;
  expect(cancellationMail(asked).text).toContain("No money was taken");
  const { text } = cancellationMail({ ...asked, refunded: asked.total });
  expect(text).toContain("You asked us to cancel your order");
  expect(text).toContain("$36.00 is on its way back to you");
  expect(text).not.toContain("No money was taken");
});

test("a shipment names its carrier, and the number of the parcel if there is one", () => {
  const { kind, subject, text } = shipmentMail(orderShipped.example);
  expect(kind).toBe("order_shipped");
  expect(subject).toMatch(/is on its way$/);
  expect(text).toContain("left the house with Campus Post");
  expect(text).toContain("Campus Post knows the parcel as CP-1851.");
  const { tracking: _, ...untracked } = orderShipped.example;
  expect(shipmentMail(untracked).text).not.toContain("the parcel as");
});

test("a delivery says what has arrived", () => {
  const { kind, text } = deliveryMail(orderDelivered.example);
  expect(kind).toBe("order_delivered");
  expect(text).toContain("2 × Moby-Dick");
});

test("a return says what is back and what is paid, and of which return it is", () => {
  const { kind, returnId, text } = returnMail(orderReturned.example);
  expect({ kind, returnId }).toEqual({
    kind: "order_returned",
    returnId: orderReturned.example.returnId,
  });
  expect(text).toContain("All books of your order are back");
  expect(text).toContain("$36.00 is on its way back to you.");
  const { text: partly } = returnMail({ ...orderReturned.example, complete: false });
  expect(partly).toContain("These books are back");
});
