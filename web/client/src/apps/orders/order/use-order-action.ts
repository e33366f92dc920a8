import { type UseMutationResult, useMutation, useQueryClient } from "@tanstack/react-query";
import { allOrders, type Order, orderQuery } from "../../../api/orders.ts";

/** Something a person does with an order, which answers with the order after it. */
export function useOrderAction<Input = void>(
  act: (input: Input) => Promise<Order>,
): UseMutationResult<Order, Error, Input> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSuccess: (order) => {
      client.setQueryData(orderQuery(order.id).queryKey, order);
    },
    // A refusal most likely means that the order has gone on meanwhile.
    onError: () => client.invalidateQueries({ queryKey: allOrders }),
  });
}
