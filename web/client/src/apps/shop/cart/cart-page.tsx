import { EmptyState, Skeleton, VisuallyHidden } from "@quad/ui";
import { useQuery } from "@tanstack/react-query";
import { cartQuery } from "../../../api/cart.ts";
import { Page } from "../../../frame/page.tsx";
import { RouterLinkButton } from "../../../links/router-link-button.tsx";
import { CartLines } from "./cart-lines.tsx";
import { CartObstacles } from "./cart-obstacles.tsx";
import styles from "./cart-page.module.css";
import { CartProblem } from "./cart-problem.tsx";
import { CartSummary } from "./cart-summary.tsx";

/** What the person has put aside to buy. */
export function CartPage() {
  const { data: cart, error, isPending, refetch } = useQuery(cartQuery);
  return (
    <Page title="Cart">
      {isPending ? <LoadingCart /> : null}
      {error ? <CartProblem error={error} onRetry={() => void refetch()} /> : null}
      {cart?.items.length === 0 && !error ? <EmptyCart /> : null}
      {cart && cart.items.length > 0 && !error ? (
        <div className={styles.cart}>
          <div className={styles.books}>
            <CartObstacles cart={cart} />
            <CartLines lines={cart.items} />
          </div>
          <CartSummary cart={cart} />
        </div>
      ) : null}
    </Page>
  );
}

function EmptyCart() {
  return (
    <EmptyState
      icon="basket"
      title="Your cart is empty"
      actions={
        <RouterLinkButton to="/" kind="primary">
          Browse books
        </RouterLinkButton>
      }
    >
      Books you add wait here until you order them.
    </EmptyState>
  );
}

function LoadingCart() {
  return (
    <>
      <VisuallyHidden role="status">Loading the cart …</VisuallyHidden>
      <Skeleton className={styles.loading} />
    </>
  );
}
