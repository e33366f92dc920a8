import { Card } from "@quad/ui";
import { Link } from "@tanstack/react-router";
import type { Cart } from "../../../api/cart.ts";
import { formatMoney } from "../../../money/format-money.ts";
import styles from "./order-summary.module.css";

/** What is about to be ordered. */
export function OrderSummary({ cart }: { readonly cart: Cart }) {
  return (
    <Card className={styles.summary}>
      <h2>Your order</h2>
      <ul className={styles.lines}>
        {cart.items.map((line) => (
          <li key={line.bookId} className={styles.line}>
            <span>
              {line.quantity} × {line.title}
            </span>
            <span>{formatMoney(line.lineTotal)}</span>
          </li>
        ))}
      </ul>
      <p className={styles.total}>
        <span>Total</span>
        <span>{cart.total ? formatMoney(cart.total) : "several currencies"}</span>
      </p>
      <Link to="/cart">Change the cart</Link>
    </Card>
  );
}
