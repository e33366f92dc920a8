import { type Static, Type } from "typebox";
import { currencyDigits, currencyFormat } from "./currencies.ts";

/** Integer minor units (cents) and an ISO 4217 code. */
export const Money = Type.Object(
  {
    amount: Type.Integer({ minimum: 0, maximum: 1_000_000_000 }),
    currency: Type.String({ pattern: "^[A-Z]{3}$" }),
  },
  { additionalProperties: false },
);
export type Money = Static<typeof Money>;

/** For people. 1800 USD is $18.00; 1800 JPY is ¥1,800: a currency knows its own minor unit. */
export function moneyText({ amount, currency }: Money): string {
  const { format, unit } = formatOf(currency);
  return format.format(amount / unit);
}

interface Format {
  readonly format: Intl.NumberFormat;
  /** Minor units in one. */
  readonly unit: number;
}

/** Making one takes a hundred times as long as using it; there are few currencies. */
const formats = new Map<string, Format>();

function formatOf(currency: string): Format {
  const known = formats.get(currency);
  if (known) return known;
  const made = { format: currencyFormat(currency), unit: 10 ** currencyDigits(currency) };
  formats.set(currency, made);
  return made;
}

export const Id = Type.String({ format: "uuid" });
