import { isCurrency } from "@quad/contracts/currencies";
import { readPrice } from "@quad/contracts/read/price";
import { cliErrors } from "../cli-errors.ts";
import type { RowReading } from "./book-row.ts";
import type { ColumnMap, FileColumns } from "./column-map.ts";

/** As the command line says them. */
export interface ImportOptions {
  readonly map: ColumnMap;
  readonly supplier?: string;
  readonly price?: string;
  readonly currency?: string;
  readonly authorSeparator?: string;
  readonly encoding?: string;
  readonly rejects?: string;
  readonly dryRun?: boolean;
}

/** What new books cost where neither the file nor the person says it. */
const USUAL_PRICE = { amount: 1500, currency: "USD" };

/** Errors: IMPORT_OPTION_INVALID for what can be known to be wrong without a campus. */
export function checkOptions({ currency, price, encoding, supplier }: ImportOptions): void {
  if (currency !== undefined && !isCurrency(currency)) {
    throw invalid("--currency", currency, "USD");
  }
  if (price !== undefined && newBookPrice(price, currency) === undefined) {
    throw invalid("--price", price, "15.00");
  }
  if (encoding !== undefined && !isEncoding(encoding)) {
    throw invalid("--encoding", encoding, "windows-1252");
  }
  if (supplier !== undefined && !/^[^#\s][^#]{0,99}$/.test(supplier)) {
    throw invalid("--supplier", supplier, "gardners");
  }
}

/** How the rows of a file with these columns are read. Error: IMPORT_OPTION_INVALID. */
export function readingOf(columns: FileColumns, options: ImportOptions): RowReading {
  const { currency, price } = options;
  const ofNewBooks = newBookPrice(price, currency);
  if (!ofNewBooks && !columns.index.has("price")) {
    throw invalid("--currency", `${currency} without --price`, `${currency} --price 1500`);
  }
  return {
    columns,
    supplier: options.supplier ?? columns.format?.supplier,
    authorSeparator: options.authorSeparator,
    currency: currency ?? USUAL_PRICE.currency,
    assumesCurrency: currency === undefined,
    newBookPrice: ofNewBooks,
  };
}

/** The usual price is in its own currency; what it is in another nobody has said. */
function newBookPrice(price: string | undefined, currency = USUAL_PRICE.currency) {
  if (price === undefined) return currency === USUAL_PRICE.currency ? USUAL_PRICE : undefined;
  const read = readPrice(price, currency);
  if ("reason" in read || read.value === null) return;
  return { amount: read.value.amount, currency: read.value.currency };
}

function isEncoding(label: string): boolean {
  try {
    return new TextDecoder(label).encoding !== "";
  } catch {
    return false;
  }
}

function invalid(option: string, value: string, example: string) {
  return cliErrors.IMPORT_OPTION_INVALID({ option, value, example });
}
