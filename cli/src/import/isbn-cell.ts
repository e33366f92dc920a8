import { parse } from "isbn3";

export interface IsbnCell {
  /** Thirteen digits. */
  readonly isbn?: string;
  /** Why what stands in the cell is left out. */
  readonly warning?: string;
}

/**
 * The ISBN-13 of a row that may have an ISBN in either of two cells, wrapped as spreadsheets and
 * exports do: `="0262033844"`, `[0596101996]`. A good one stands for a bad one; what is no ISBN is
 * left out. A nine-digit number is an old SBN, or an ISBN-10 that has lost its zero.
 */
export function readIsbn(isbn: string, isbn13: string): IsbnCell {
  const cells = [isbn, isbn13].flatMap(candidatesIn);
  const good = [...new Set(cells.flatMap((cell) => isbnOf(cell) ?? []))];
  const [first, other] = good;
  if (first === undefined) {
    const [bad] = cells;
    return bad === undefined ? {} : { warning: `${bad}: ${whyNot(bad)}; it is left out` };
  }
  const several = other !== undefined && `${first} and ${other} are two ISBNs; ${first} is taken`;
  return { isbn: first, ...(several && { warning: several }) };
}

function candidatesIn(cell: string): string[] {
  return cell
    .normalize("NFKC")
    .replaceAll(/[\p{Pd}\u2212]/gu, "-")
    .split(/E\+/i.test(cell) ? /[;|]/ : /[,;|]/)
    .map((part) =>
      part
        .replace(/\((?!\d).*?\)/, "")
        .replaceAll(/[="'[\]()“”’]/g, "")
        .replace(/^\s*isbn(?:-?1[03])?\s*:?\s*/i, "")
        .replace(/(\d)\.0+\s*$/, "$1")
        .replace(/[\s:.]+$/, "")
        .trim(),
    )
    .filter((part) => part !== "");
}

function isbnOf(cell: string): string | undefined {
  const digits = cell.replaceAll(/[\s-]/g, "").toUpperCase();
  if (/^(\d)\1*$/.test(digits)) return undefined;
  const parsed = parse(/^\d{8}[\dX]$/.test(digits) ? `0${digits}` : digits);
  return parsed?.isValid ? (parsed.isbn13 ?? undefined) : undefined;
}

function whyNot(cell: string): string {
  const digits = cell.replaceAll(/[\s-]/g, "").toUpperCase();
  if (/^\d([.,]\d+)?E\+\d+$/.test(digits)) return "a spreadsheet has rounded it";
  if (/^B0[\dA-Z]{8}$/.test(digits)) return "that is an ASIN, Amazon's own number";
  if (!/^\d+X?$/.test(digits) || /^(\d)\1*$/.test(digits)) return "that is no ISBN";
  if (![9, 10, 13].includes(digits.length)) return "an ISBN has 10 or 13 digits";
  if (digits.length === 13 && !/^97[89]/.test(digits)) return "an ISBN begins with 978 or 979";
  return hasCheckDigit(digits) ? "no publisher has such an ISBN" : "its check digit does not fit";
}

function hasCheckDigit(digits: string): boolean {
  const isLong = digits.length === 13;
  const values = [...digits.padStart(10, "0")].map((digit) => (digit === "X" ? 10 : Number(digit)));
  const weight = (index: number) => (isLong ? 1 + 2 * (index % 2) : 10 - index);
  const sum = values.reduce((total, value, index) => total + value * weight(index), 0);
  return sum % (isLong ? 10 : 11) === 0;
}
