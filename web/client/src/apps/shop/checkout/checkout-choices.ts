import type { Cart } from "../../../api/cart.ts";
import type { Customer, NewOrder, PaymentToken } from "../../../api/orders.ts";

/** What the person decides at the checkout; the cart says the rest. */
export interface CheckoutChoices {
  readonly customer: Customer;
  readonly paymentToken: PaymentToken;
}

export function orderOf(cart: Cart, choices: CheckoutChoices): NewOrder {
  const items = cart.items.map(({ bookId, quantity }) => ({ bookId, quantity }));
  return { items, ...choices, ...(cart.id !== null && { cartId: cart.id }) };
}
