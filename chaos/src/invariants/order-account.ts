import type { OrderFile } from "../evidence/evidence.ts";

/** What an order came to, and what follows from that for money and copies. */
export interface OrderAccount {
  readonly status: "confirmed" | "cancelled" | "open";
  /** In minor units: what the customer should have paid on balance. */
  readonly owed: number;
  /** Copies that should be with the customer, by book. */
  readonly copies: ReadonlyMap<string, number>;
}

export function accountOf({ view }: OrderFile): OrderAccount {
  const status = statusOf(view?.status);
  if (!view || status !== "confirmed") return { status, owed: 0, copies: new Map() };
  const copies = new Map<string, number>();
  for (const { bookId, quantity } of view.items) {
    copies.set(bookId, (copies.get(bookId) ?? 0) + quantity);
  }
  return { status, owed: view.total.amount, copies };
}

function statusOf(status: string | undefined): OrderAccount["status"] {
  return status === "confirmed" || status === "cancelled" ? status : "open";
}
