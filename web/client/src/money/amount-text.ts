import { currencyDigits } from "@quad/contracts/currencies";

/** Minor units as a person types them: 1850 of USD is `18.50`. */
export function amountText(amount: number, currency: string): `${number}` {
  const digits = currencyDigits(currency);
  if (digits === 0) return `${amount}`;
  const text = String(amount).padStart(digits + 1, "0");
  return `${text.slice(0, -digits)}.${text.slice(-digits)}` as `${number}`;
}

/**
 * What a person typed, in minor units: `18.5` and `18,50` of USD are 1850. Undefined when it is no
 * amount of this currency: it has too many digits behind the point, or other things than digits.
 */
export function amountOf(text: string, currency: string): number | undefined {
  const digits = currencyDigits(currency);
  const [, whole, fraction = ""] = /^(\d{1,9})(?:[.,](\d+))?$/.exec(text.trim()) ?? [];
  if (whole === undefined || fraction.length > digits) return;
  // Digits are put together as text: no amount ever passes through a binary fraction.
  return Number(whole + fraction.padEnd(digits, "0"));
}
