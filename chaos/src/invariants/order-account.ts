import type { OrderFile } from "../evidence/evidence.ts";

/** What an order came to, and what follows from that for money and copies. */
export interface OrderAccount {
  /** Kept: confirmed, or whatever came after that, but for a cancellation. */
  readonly status: "kept" | "cancelled" | "open";
  /** In minor units: what the customer should have paid on balance. */
  readonly owed: number;
  /** Copies that should be with the customer, by book. */
  readonly copies: ReadonlyMap<string, number>;
}

const STATUSES: Readonly<Record<string, OrderAccount["status"]>> = {
  confirmed: "kept",
  shipped: "kept",
  delivered: "kept",
  returned: "kept",
  cancelled: "cancelled",
};

export function accountOf({ view }: OrderFile): OrderAccount {
  const status = STATUSES[view?.status ?? ""] ?? "open";
  if (!view || status !== "kept") return { status, owed: 0, copies: new Map() };
  const copies = new Map<string, number>();
  let owed = 0;
  for (const { bookId, quantity, returned, unitPrice } of view.items) {
    copies.set(bookId, (copies.get(bookId) ?? 0) + quantity - returned);
    owed += (quantity - returned) * unitPrice.amount;
  }
  return { status, owed, copies };
}
