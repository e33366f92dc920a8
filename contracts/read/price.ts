import { currencyDigits, isCurrency } from "../currencies.ts";
import type { Money } from "../money.ts";
import type { Reading } from "./reading.ts";

export interface ReadPrice extends Money {
  /** True where the text names its currency, with a sign or a code. */
  readonly namesCurrency: boolean;
}

/**
 * The amount in a text as people write it: `£51.77`, `12,50`, `1,299.00`, `9.99 EUR`; null where
 * there is none. `currency` is that of amounts which name none. What could be two amounts, such as
 * `1,299`, or two currencies is not read.
 */
export function readPrice(written: string, currency: string): Reading<ReadPrice | null> {
  const text = written.normalize("NFKC").trim();
  if (/^(|[-–—?]+|n\/?a|none|null|unknown)$/i.test(text)) return { value: null };
  const [, before = "", figures = "", after = ""] = FORM.exec(text) ?? [];
  const signs = [before, after].map((sign) => sign.trim()).filter((sign) => sign !== "");
  if (figures === "" || signs.length > 1) return { reason: `the price ${text} is not an amount` };
  const named = signs[0] === undefined ? currency : currencyOf(signs[0], currency);
  if (typeof named !== "string") return { reason: `the price ${text} ${named.reason}` };
  const digits = currencyDigits(named);
  const readings = amountsIn(figures, digits);
  const [amount] = readings;
  if (amount === undefined) return { reason: `the price ${text} is not an amount in ${named}` };
  if (readings.length > 1) {
    return { reason: `the price ${text} may be ${readings.join(" or ")} ${named}` };
  }
  const [whole = "", fraction = ""] = amount.split(".");
  const minor = Number(whole + fraction.slice(0, digits).padEnd(digits, "0"));
  return { value: { amount: minor, currency: named, namesCurrency: signs.length > 0 } };
}

const FORM = /^([^\d.,'’ -]*)\s*(\d(?:[\d.,'’\s]*\d)?)(?:[.,]?[-–—]+)?\s*([^\d.,'’-]*)$/u;

/** Every amount that the figures may stand for, with a point and in plain digits. */
function amountsIn(figures: string, digits: number): string[] {
  const readings = [asGroups(figures), asDecimal(figures)].flatMap((text) => text ?? []);
  const fitting = readings.filter((text) => fractionOf(text).length <= digits);
  // A currency without digits behind the point cannot mean the point in 1,299.
  return digits > 0 && readings.length > 1 ? readings : fitting;
}

/** `1,299`, `1.299.000`, `1'299`: nothing behind the point. */
function asGroups(figures: string): string | undefined {
  const groups = /^[1-9]\d{0,2}(?:([.,'’\s])\d{3})(?:\1\d{3})*$/u;
  return groups.test(figures) ? figures.replaceAll(/\D/g, "") : undefined;
}

/** `12.50`, `12,5`, `1,299.00`, `1.299,00`, `12`. */
function asDecimal(figures: string): string | undefined {
  const plain = /^(\d+)(?:[.,](\d+))?$/.exec(figures);
  const grouped = /^(\d{1,3}(?:([.,'’\s])\d{3})(?:\2\d{3})*)(?!\2)[.,](\d+)$/u.exec(figures);
  const whole = plain?.[1] ?? grouped?.[1]?.replaceAll(/\D/g, "");
  const fraction = plain ? plain[2] : grouped?.[3];
  if (whole === undefined || whole.length > 9) return undefined;
  return fraction === undefined ? whole : `${whole}.${fraction}`;
}

/** Zeros at the end say nothing. */
function fractionOf(text: string): string {
  return (text.split(".")[1] ?? "").replace(/0+$/, "");
}

function currencyOf(sign: string, assumed: string): string | { reason: string } {
  const code = sign.toUpperCase();
  if (isCurrency(code)) return code;
  const meant = SIGNS[sign.toLowerCase()]?.split(" ") ?? [];
  const [only] = meant;
  if (only === undefined) return { reason: `is in ${sign}, which is no currency, such as USD` };
  if (meant.length === 1) return only;
  if (meant.includes(assumed)) return assumed;
  return { reason: `may be in ${meant.join(" or ")}` };
}

/** The currencies that a sign stands for. */
const SIGNS: Readonly<Record<string, string>> = {
  "€": "EUR",
  "£": "GBP",
  $: "USD CAD AUD NZD SGD HKD MXN",
  us$: "USD",
  c$: "CAD",
  ca$: "CAD",
  a$: "AUD",
  au$: "AUD",
  nz$: "NZD",
  s$: "SGD",
  hk$: "HKD",
  r$: "BRL",
  "¥": "JPY CNY",
  円: "JPY",
  元: "CNY",
  "₹": "INR",
  "rs.": "INR PKR LKR",
  "₩": "KRW",
  "₽": "RUB",
  "₺": "TRY",
  tl: "TRY",
  "₪": "ILS",
  "₫": "VND",
  "฿": "THB",
  "₴": "UAH",
  "₦": "NGN",
  "₱": "PHP",
  zł: "PLN",
  kč: "CZK",
  ft: "HUF",
  lei: "RON",
  fr: "CHF",
  sfr: "CHF",
  euro: "EUR",
  euros: "EUR",
  kr: "SEK NOK DKK ISK",
};
