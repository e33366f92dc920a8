import { type UseMutationResult, useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { cartQuery, emptyCart } from "../../../api/cart.ts";
import { type NewOrder, type PlacedOrder, placeOrder } from "../../../api/orders.ts";
import { isProblem, isRefusal } from "../../../api/problem-error.ts";
import { attempt, closeAttempt } from "./checkout-attempt.ts";

/**
 * Places the order once, however often it is asked to, and goes on to its page.
 * Fails with IDEMPOTENCY_KEY_REUSED when an order without answer turns out to have been placed, and
 * this is another one; the attempt then stays open, and `openAttempt` leads to the first order.
 */
export function usePlaceOrder(): UseMutationResult<PlacedOrder, Error, NewOrder> {
  const client = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (order: NewOrder) => placeOrder(order, attempt(order).key),
    onSuccess: async ({ id }) => {
      closeAttempt();
      await navigate({ to: "/orders/$orderId", params: { orderId: id } });
      // The cart service empties the cart when it hears of the order, which is a moment away.
      client.setQueryData(cartQuery.queryKey, emptyCart);
    },
    onError: (error) => {
      if (!isRefusal(error)) return;
      if (!isProblem(error, "IDEMPOTENCY_KEY_REUSED")) closeAttempt();
      // It is most likely not what is shown any more.
      void client.invalidateQueries({ queryKey: cartQuery.queryKey });
    },
  });
}
