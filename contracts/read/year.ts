import type { Reading } from "./reading.ts";

/**
 * The year in a text as people and libraries write it: `1999`, `c1999`, `[1878?]`, `1999-05-01`,
 * `May 1999`, `2008.0`, `458 BC`. Negative before our era; null where the text says that it is
 * unknown. What could be two years is not read; of
 * `1879 [1878]` and `1999, c1998` it is the printed one, with a note.
 */
export function readYear(written: string): Reading<number | null> {
  const text = written.normalize("NFKC").trim();
  if (/^(|[-–—?]+|0+(\.0+)?|n\/?a|n\.?\s?d\.?|\[n\.?\s?d\.?\]|unknown|null)$/i.test(text)) {
    return { value: null };
  }
  const whole = /^(-?\d{1,4})(?:\.0+)?$/.exec(text);
  if (whole) return { value: Number(whole[1]) };
  const before = /^(?:ca?\.?\s*)?(\d{1,4})\s*(?:b\.?\s?c\.?(?:\s?e\.?)?)$/i.exec(text);
  if (before) return { value: -Number(before[1]) };
  const corrected = /\[i\.\s?e\.?,?\s*(\d{4})\]/i.exec(text);
  if (corrected) return { value: Number(corrected[1]) };
  return oneOf(text, [...new Set(text.match(/(?<!\d)\d{4}(?!\d)/g) ?? [])]);
}

function oneOf(text: string, years: readonly string[]): Reading<number | null> {
  const [year, other] = years;
  if (year === undefined || UNFINISHED.test(text)) {
    return { reason: `the year ${text} is not a year, such as 1999` };
  }
  const until = other ?? endOfSpan(text, year);
  if (until === undefined) return { value: Number(year) };
  if (PRINTED_FIRST.test(text)) {
    return { value: Number(year), note: `the year ${text} is read as ${year}, not ${until}` };
  }
  return { reason: `the year ${text} may be ${year} or ${until}` };
}

/** The second year of `1998-99`; `1998-05` is a month. */
function endOfSpan(text: string, year: string): string | undefined {
  const end = /\d{4}\s*[-–/]\s*(\d{2})$/.exec(text)?.[1];
  return end !== undefined && Number(end) > 12 ? `${year.slice(0, 2)}${end}` : undefined;
}

/** How libraries write a printed year beside another: `1879 [1878]`, `1999, c1998`. */
const PRINTED_FIRST = /^\d{4}(\s*\[\D*\d{4}\D*\]|,\s*[cp©]\s?\d{4})\.?$/i;

/** Longer numbers, and decades as libraries write them: `199-`. */
const UNFINISHED = /\d{5}|\d{4}[.,]\d*[1-9]/;
