import { type UseMutationResult, useMutation, useQueryClient } from "@tanstack/react-query";
import { type Cart, cartQuery, setQuantity } from "../../../api/cart.ts";

export interface Copies {
  readonly bookId: string;
  /** None takes the book out. */
  readonly quantity: number;
}

const CHANGES = ["cart changes"];

/**
 * Changes how many copies of a book are in the cart. The new quantity shows at once, and the old
 * one comes back if the campus refuses. Changes go out one after the other, so that the last one
 * made is the last one to arrive.
 */
export function useSetQuantity(): UseMutationResult<Cart, Error, Copies> {
  const client = useQueryClient();
  return useMutation({
    mutationKey: CHANGES,
    scope: { id: "cart" },
    mutationFn: ({ bookId, quantity }: Copies) => setQuantity(bookId, quantity),
    onMutate: (copies) =>
      client.setQueryData(cartQuery.queryKey, (cart) => cart && withCopies(cart, copies)),
    onSuccess: (cart) => {
      // While a later change waits for its turn, this answer would undo it on the screen.
      const isLast = client.isMutating({ mutationKey: CHANGES }) === 1;
      if (isLast) client.setQueryData(cartQuery.queryKey, cart);
    },
    onError: () => client.invalidateQueries({ queryKey: cartQuery.queryKey }),
  });
}

/** Only what the person typed is guessed at; sums wait for the campus. */
function withCopies(cart: Cart, { bookId, quantity }: Copies): Cart {
  if (quantity === 0) return cart;
  const items = cart.items.map((line) => (line.bookId === bookId ? { ...line, quantity } : line));
  return { ...cart, items };
}
