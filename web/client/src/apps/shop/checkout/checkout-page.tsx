import { EmptyState, Skeleton, VisuallyHidden } from "@quad/ui";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { cartQuery } from "../../../api/cart.ts";
import type { NewOrder } from "../../../api/orders.ts";
import { isProblem } from "../../../api/problem-error.ts";
import { Page } from "../../../frame/page.tsx";
import { RouterLinkButton } from "../../../links/router-link-button.tsx";
import { canBeOrdered } from "../cart/can-be-ordered.ts";
import { CartObstacles } from "../cart/cart-obstacles.tsx";
import { CartProblem } from "../cart/cart-problem.tsx";
import { agreedTo, changedOrder } from "./changed-order.ts";
import { closeAttempt, openAttempt } from "./checkout-attempt.ts";
import { orderOf } from "./checkout-choices.ts";
import { CheckoutForm } from "./checkout-form.tsx";
import styles from "./checkout-page.module.css";
import { OpenAttemptAlert } from "./open-attempt-alert.tsx";
import { OrderProblem } from "./order-problem.tsx";
import { OrderSummary } from "./order-summary.tsx";
import { usePlaceOrder } from "./use-place-order.ts";

/** Who buys, how it is paid, and the one button that orders. */
export function CheckoutPage() {
  const { data: cart, error, isPending, refetch } = useQuery(cartQuery);
  const { place, open, send, agree, letGo } = useCheckout();
  return (
    <Page title="Checkout">
      {open ? (
        <OpenAttemptAlert
          open={open}
          isKnown={isProblem(place.error, "IDEMPOTENCY_KEY_REUSED")}
          isBusy={place.isPending}
          onResume={() => send(open.order)}
          onLetGo={letGo}
        />
      ) : null}
      {place.error && !open ? (
        <OrderProblem error={place.error} isBusy={place.isPending} onAgree={agree} />
      ) : null}
      {isPending ? <LoadingCheckout /> : null}
      {error ? <CartProblem error={error} onRetry={() => void refetch()} /> : null}
      {cart?.items.length === 0 && !open ? <NothingToOrder /> : null}
      {cart ? <CartObstacles cart={cart} /> : null}
      {cart && cart.items.length > 0 ? (
        <div className={styles.checkout}>
          <CheckoutForm
            first={open?.order}
            error={place.error}
            isBusy={place.isPending}
            isBlocked={!canBeOrdered(cart)}
            onOrder={(choices) => send(orderOf(cart, choices))}
          />
          <OrderSummary cart={cart} />
        </div>
      ) : null}
    </Page>
  );
}

/** Sends the order, and knows of one that was sent and never answered. */
function useCheckout() {
  const place = usePlaceOrder();
  // While an order is on its way it is not yet lost: this is looked up when it fails, and at first.
  const [open, setOpen] = useState(openAttempt);
  const send = (order: NewOrder) => place.mutate(order, { onError: () => setOpen(openAttempt()) });
  return {
    place,
    open,
    send,
    /** Sends the refused order again, as it would be now. */
    agree: () => {
      const changed = changedOrder(place.error);
      if (changed && place.variables) send(agreedTo(changed, place.variables));
    },
    letGo: () => {
      closeAttempt();
      setOpen(undefined);
      place.reset();
    },
  };
}

function NothingToOrder() {
  return (
    <EmptyState
      icon="basket"
      title="There is nothing to order"
      actions={
        <RouterLinkButton to="/" kind="primary">
          Browse books
        </RouterLinkButton>
      }
    >
      Your cart is empty.
    </EmptyState>
  );
}

function LoadingCheckout() {
  return (
    <>
      <VisuallyHidden role="status">Loading the cart …</VisuallyHidden>
      <Skeleton className={styles.loading} />
    </>
  );
}
