import { Button, Card } from "@quad/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type Cart, cartQuery, emptyCart, forgetCart } from "../../../api/cart.ts";
import { RouterLinkButton } from "../../../links/router-link-button.tsx";
import { formatMoney } from "../../../money/format-money.ts";
import { ProblemAlert } from "../../../problem/problem-alert.tsx";
import { formatInstant } from "../../../time/format-time.ts";
import { canBeOrdered } from "./can-be-ordered.ts";
import styles from "./cart-summary.module.css";

/** What it comes to, and the way on. */
export function CartSummary({ cart }: { readonly cart: Cart }) {
  const client = useQueryClient();
  const forget = useMutation({
    mutationFn: forgetCart,
    onSuccess: () => client.setQueryData(cartQuery.queryKey, emptyCart),
  });
  return (
    <Card className={styles.summary}>
      <p className={styles.total}>
        <span>Total</span>
        <span>{cart.total ? formatMoney(cart.total) : "several currencies"}</span>
      </p>
      {canBeOrdered(cart) ? (
        <RouterLinkButton to="/checkout" kind="primary">
          Check out
        </RouterLinkButton>
      ) : null}
      <Button kind="quiet" busy={forget.isPending} onClick={() => forget.mutate()}>
        Empty the cart
      </Button>
      {forget.error ? <ProblemAlert error={forget.error} onRetry={() => forget.mutate()} /> : null}
      {cart.expiresAt ? (
        <p className={styles.note}>
          Kept until {formatInstant(cart.expiresAt)}. Copies are set aside for you when you order.
        </p>
      ) : null}
    </Card>
  );
}
