import { Alert, Button } from "@quad/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { cartQuery, emptyCart, forgetCart } from "../../../api/cart.ts";
import { ProblemError } from "../../../api/problem-error.ts";
import { bringIntoView } from "../../../problem/bring-into-view.ts";
import { ProblemAlert } from "../../../problem/problem-alert.tsx";

export interface CartProblemProps {
  readonly error: Error;
  readonly onRetry: () => void;
  /** What to do once there is a new cart. */
  readonly onNewCart?: () => void;
}

/** What went wrong with the cart; where it cannot be used any more, the way to a new one. */
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
  const end = error instanceof ProblemError ? ENDS[error.problem.code] : undefined;
  if (!end) return <ProblemAlert error={error} onRetry={onRetry} />;
  return (
    <Alert
      ref={bringIntoView}
      role="alert"
      tone="warn"
      title={end.title}
      actions={
        <Button kind="primary" busy={newCart.isPending} onClick={() => newCart.mutate()}>
          Start a new cart
        </Button>
      }
    >
      <p>{end.text} Nothing was ordered, nothing was paid.</p>
    </Alert>
  );
}

/** The problems after which only a new cart helps. */
const ENDS: Readonly<Record<string, { readonly title: string; readonly text: string }>> = {
  CART_EXPIRED: {
    title: "Your cart has expired",
    text: "A cart that nobody touches for a while is forgotten.",
  },
  CART_COOKIE_INVALID: {
    title: "Your cart is unreadable",
    text: "It was not made by this campus, or was changed on the way.",
  },
};
