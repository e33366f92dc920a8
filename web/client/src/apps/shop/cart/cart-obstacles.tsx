import type { CartObstacle } from "@quad/contracts/http/cart";
import { Alert } from "@quad/ui";
import type { Cart } from "../../../api/cart.ts";

/** Why the cart cannot be ordered as it is, and what to do about it. */
export function CartObstacles({ cart: { obstacles = [] } }: { readonly cart: Cart }) {
  if (obstacles.length === 0) return null;
  return (
    <Alert role="status" tone="warn" title="This cart cannot be ordered as it is">
      {obstacles.map((obstacle) => (
        <p key={obstacle}>{TEXTS[obstacle]}</p>
      ))}
    </Alert>
  );
}

const TEXTS: Readonly<Record<CartObstacle, string>> = {
  book_removed: "A book in it is not sold any more. Take it out, then order the others.",
  too_few_copies: "There are fewer copies than you want. Such an order is cancelled, unpaid.",
  several_currencies:
    "Its books are in several currencies, and an order has one. Order the books of each currency " +
    "by themselves.",
  too_dear: "It comes to more than one order can. Split it into several orders.",
};
