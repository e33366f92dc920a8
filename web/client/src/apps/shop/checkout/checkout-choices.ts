import type { Cart } from "../../../api/cart.ts";
import type { Customer, NewOrder, PaymentToken } from "../../../api/orders.ts";

/** What the person decides at the checkout; the cart says the rest. */
export interface CheckoutChoices {
  readonly customer: Customer;
  readonly paymentToken: PaymentToken;
}

/** The order of a cart as it is shown: refused when any of that is different by now. */
export function orderOf(cart: Cart, choices: CheckoutChoices): NewOrder {
  const items = cart.items.map(({ bookId, quantity, title, price: unitPrice }) => ({
    ...{ bookId, quantity },
    shown: { title, unitPrice },
  }));
  return {
    items,
    ...choices,
    ...(cart.total && { total: cart.total }),
    ...(cart.id !== null && { cartId: cart.id }),
  };
}
