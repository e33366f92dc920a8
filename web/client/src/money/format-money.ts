import type { Money } from "@quad/contracts";
import { currencyDigits, currencyFormat } from "./currency-digits.ts";

/** As a price tag says it: `$18.00`, `¥1,800`. */
export function formatMoney({ amount, currency }: Money): string {
  return currencyFormat(currency).format(amount / 10 ** currencyDigits(currency));
}
