import {
  type UseMutationResult,
  useMutation,
  useMutationState,
  useQueryClient,
} from "@tanstack/react-query";
import { useState } from "react";
import { allOrders, type Order, orderQuery } from "../../../api/orders.ts";

/** Something a person does with an order, which answers with the order after it. */
export function useOrderAction<Input = void>(
  { id }: Pick<Order, "id">,
  act: (input: Input) => Promise<Order>,
): UseMutationResult<Order, Error, Input> {
  const client = useQueryClient();
  return useMutation({
    mutationKey: actionsOn(id),
    mutationFn: act,
    onSuccess: (order) => {
      client.setQueryData(orderQuery(order.id).queryKey, order);
    },
    // A refusal most likely means that the order has gone on meanwhile.
    onError: () => client.invalidateQueries({ queryKey: allOrders }),
  });
}

/**
 * Why the last thing that was wanted of the order did not happen, since the page was opened. It
 * outlives the button that was pressed: what is not possible any more has none.
 */
export function useRefusal(id: string): Error | null {
  const [openedAt] = useState(Date.now);
  const wanted = useMutationState({
    filters: { mutationKey: actionsOn(id) },
    select: ({ state: { error, submittedAt } }) => ({ error, submittedAt }),
  });
  const last = wanted.at(-1);
  return last && last.submittedAt >= openedAt ? last.error : null;
}

function actionsOn(id: string): readonly string[] {
  return ["order-action", id];
}
