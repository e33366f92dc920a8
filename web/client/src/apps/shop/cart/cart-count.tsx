import { useQuery } from "@tanstack/react-query";
import { cartQuery } from "../../../api/cart.ts";
import { Count } from "../../../frame/count.tsx";

/** How many copies are in the cart. */
export function CartCount() {
  const { data: cart } = useQuery(cartQuery);
  const copies = cart?.count ?? 0;
  return <Count of={copies} words={copies === 1 ? "one copy" : `${copies} copies`} />;
}
