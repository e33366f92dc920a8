import { readFile } from "node:fs/promises";
import type { ImportRow } from "@quad/contracts/http/catalog";
import Papa from "papaparse";
import { hasBooks, lacksStock, lockBooks } from "./book-store.ts";
import type { CatalogKit } from "./catalog-kit.ts";
import { importBooks } from "./import-books.ts";

const FILE = new URL("../sample/books.csv", import.meta.url);
const SOURCE = "sample/books.csv#";

/** Fills an empty catalogue with the sample, all of it or nothing. */
export async function loadSample(kit: CatalogKit): Promise<void> {
  if (kit.settings.QUAD_SAMPLE === "none") return;
  const rows = await readSample();
  await kit.database.transaction(async (tx) => {
    await lockBooks(tx);
    if (await hasBooks(tx.sql)) return;
    const { rejected } = await importBooks(kit, tx, { rows });
    if (rejected.length > 0) throw new TypeError(`${FILE}: ${JSON.stringify(rejected)}`);
  });
}

/** Why a customer could not buy from the sample yet: nobody has said how many copies there are. */
export async function awaitsStock({ database }: CatalogKit): Promise<string | null> {
  const lacking = await lacksStock(database.sql, SOURCE);
  return lacking ? "inventory has not told it the stock of every sample book yet" : null;
}

async function readSample(): Promise<ImportRow[]> {
  const { data } = Papa.parse<Record<SampleColumn, string>>(await readFile(FILE, "utf8"), {
    header: true,
    skipEmptyLines: true,
  });
  return data.map((row, index) => ({
    line: index + 2,
    source: `${SOURCE}${row.id}`,
    title: row.title,
    authors: row.authors.split(";"),
    isbn: row.isbn13 || null,
    price: { amount: Number(row.amount), currency: row.currency },
    year: Number(row.year),
    language: row.language,
  }));
}

type SampleColumn =
  | "id"
  | "title"
  | "authors"
  | "isbn13"
  | "year"
  | "language"
  | "amount"
  | "currency";
