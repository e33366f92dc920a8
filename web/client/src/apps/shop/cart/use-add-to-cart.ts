import { COPIES_MAX } from "@quad/contracts/limits";
import { useToast } from "@quad/ui";
import { type UseMutationResult, useMutation, useQueryClient } from "@tanstack/react-query";
import { type Cart, cartQuery, setQuantity } from "../../../api/cart.ts";

/**
 * Adds copies of a book to those in the cart, and says so. The cart is read first: what it holds
 * may have changed in another window.
 */
export function useAddToCart(book: {
  readonly id: string;
  readonly title: string;
}): UseMutationResult<Cart, Error, number> {
  const client = useQueryClient();
  const toast = useToast();
  return useMutation({
    scope: { id: "cart" },
    mutationFn: async (copies: number) => {
      const cart = await client.fetchQuery(cartQuery);
      const held = cart.items.find((line) => line.bookId === book.id)?.quantity ?? 0;
      return setQuantity(book.id, Math.min(held + copies, COPIES_MAX));
    },
    onSuccess: (cart) => {
      client.setQueryData(cartQuery.queryKey, cart);
      toast(`Added to the cart: ${book.title}`);
    },
  });
}
