import { Badge } from "@quad/ui";

/** From here down the exact number of copies matters to a buyer. */
const FEW_COPIES = 5;

export interface StockBadgeProps {
  /** Copies for sale; null while nobody knows. */
  readonly stock: number | null;
}

export function StockBadge({ stock }: StockBadgeProps) {
  if (stock === null) return <Badge>Not counted</Badge>;
  if (stock === 0) return <Badge tone="bad">Out of stock</Badge>;
  if (stock <= FEW_COPIES)
    return <Badge tone="warn">{stock === 1 ? "Last copy" : `${stock} left`}</Badge>;
  return <Badge tone="good">{stock} in stock</Badge>;
}
