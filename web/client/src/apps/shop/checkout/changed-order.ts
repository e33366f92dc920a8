import type { NewOrder } from "../../../api/orders.ts";
import { isProblem, type ProblemError } from "../../../api/problem-error.ts";

/** A book as it was shown, or is now. */
export type Shown = NonNullable<NewOrder["items"][number]["shown"]>;

/** What was shown and is another now; said by a refusal with TOTAL_CHANGED. */
export interface ChangedOrder {
  readonly wasTotal: Shown["unitPrice"] | null;
  readonly nowTotal: Shown["unitPrice"];
  /** All of the order, as it would be placed now. */
  readonly lines: readonly (Shown & { readonly bookId: string; readonly quantity: number })[];
  /** The lines of it that are not as they were shown. */
  readonly changes: readonly {
    readonly bookId: string;
    readonly quantity: number;
    readonly was: Shown;
    readonly now: Shown;
  }[];
}

export function changedOrder(error: unknown): ChangedOrder | undefined {
  if (!isProblem(error, "TOTAL_CHANGED")) return;
  return (error as ProblemError).problem as unknown as ChangedOrder;
}

/** The same order, by somebody who has now seen what it comes to. */
export function agreedTo({ lines, nowTotal }: ChangedOrder, order: NewOrder): NewOrder {
  const items = order.items.map(({ bookId, quantity, shown }) => {
    const line = lines.find((candidate) => candidate.bookId === bookId);
    const seen = line ? { title: line.title, unitPrice: line.unitPrice } : shown;
    return { bookId, quantity, ...(seen && { shown: seen }) };
  });
  return { ...order, items, total: nowTotal };
}
