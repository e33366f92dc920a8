import type { Money } from "@quad/contracts";
import { amountText } from "./amount-text.ts";
import { currencyFormat } from "./currency-digits.ts";

/** As a price tag says it: `$18.00`, `¥1,800`. */
export function formatMoney({ amount, currency }: Money): string {
  return currencyFormat(currency).format(amountText(amount, currency));
}
