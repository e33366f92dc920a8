import type { Money } from "@quad/contracts";
import { currencyFormat } from "@quad/contracts/currencies";
import { amountText } from "./amount-text.ts";

/** As a price tag says it: `$18.00`, `¥1,800`. */
export function formatMoney({ amount, currency }: Money): string {
  return currencyFormat(currency).format(amountText(amount, currency));
}
