import type { Cart } from "../../../api/cart.ts";

/** How many copies there are may have been heard late, so it is a warning; the rest is certain. */
export function canBeOrdered({ obstacles = [] }: Cart): boolean {
  return obstacles.every((obstacle) => obstacle === "too_few_copies");
}
