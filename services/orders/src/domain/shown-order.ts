import { type Money, moneyText } from "@quad/contracts";
import { orderErrors } from "../order-errors.ts";
import type { Line } from "./order-event.ts";
import type { Wish } from "./price-order.ts";

/** What a customer saw of the order that is placed; who does not say so agrees to today's. */
export interface ShownOrder {
  readonly items: readonly (Wish & { readonly shown?: Shown })[];
  readonly total?: Money;
}

/** A book as it was shown. */
export interface Shown {
  readonly title: string;
  readonly unitPrice: Money;
}

/**
 * Nobody pays a price, or gets a title, that was not shown. Error: TOTAL_CHANGED, which names each
 * line that is another now, as it was and as it is, and both totals.
 */
export function mustBeAsShown(
  { items, total: agreed }: ShownOrder,
  priced: { readonly lines: readonly Line[]; readonly total: Money },
): void {
  const { lines, total } = priced;
  const changes = items.flatMap(({ bookId, quantity, shown }) => {
    const line = lines.find((candidate) => candidate.bookId === bookId);
    if (!line || !shown || isSame(shown, line)) return [];
    const { title, unitPrice } = line;
    return [{ bookId, quantity, was: shown, now: { title, unitPrice } }];
  });
  if (changes.length === 0 && (!agreed || isSameMoney(agreed, total))) return;
  const totals = { wasTotal: agreed ?? null, nowTotal: total };
  throw orderErrors.TOTAL_CHANGED({ now: moneyText(total), ...totals, lines: [...lines], changes });
}

function isSame(shown: Shown, { title, unitPrice }: Line): boolean {
  return shown.title === title && isSameMoney(shown.unitPrice, unitPrice);
}

function isSameMoney(one: Money, other: Money): boolean {
  return one.amount === other.amount && one.currency === other.currency;
}
