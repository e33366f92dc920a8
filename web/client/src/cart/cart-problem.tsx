import { Alert, Button } from "@quad/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { cartQuery, emptyCart, forgetCart } from "../api/cart.ts";
import { isProblem } from "../api/problem-error.ts";
import { ProblemAlert } from "../problem/problem-alert.tsx";

export interface CartProblemProps {
  readonly error: Error;
  readonly onRetry: () => void;
  /** What to do once there is a new cart. */
  readonly onNewCart?: () => void;
}

/** What went wrong with the cart, and where the cart itself cannot be used any more, a new one. */
export function CartProblem({ error, onRetry, onNewCart = () => {} }: CartProblemProps) {
  const client = useQueryClient();
  const newCart = useMutation({
    mutationFn: forgetCart,
    onSuccess: () => {
      client.setQueryData(cartQuery.queryKey, emptyCart);
      onNewCart();
    },
  });
  if (newCart.error) {
    return <ProblemAlert error={newCart.error} onRetry={() => newCart.mutate()} />;
  }
  if (!isProblem(error, "CART_EXPIRED", "CART_COOKIE_INVALID")) {
    return <ProblemAlert error={error} onRetry={onRetry} />;
  }
  return (
    <Alert
      role="alert"
      tone="warn"
      title={isProblem(error, "CART_EXPIRED") ? "Your cart has expired" : "Your cart is unreadable"}
      actions={
        <Button kind="primary" busy={newCart.isPending} onClick={() => newCart.mutate()}>
          Start a new cart
        </Button>
      }
    >
      <p>
        {isProblem(error, "CART_EXPIRED")
          ? "A cart that nobody touches for a while is forgotten. Nothing was ordered, nothing was paid."
          : "This browser’s cart was not made by this campus, or was changed on the way. Nothing was ordered, nothing was paid."}
      </p>
    </Alert>
  );
}
