import { basename } from "node:path";
import { campusConfig } from "../campus-config.ts";
import { readRunFile } from "../campus-home.ts";
import { cliErrors } from "../cli-errors.ts";
import { type BookRow, type ColumnMap, mapColumns, readBook, toMinorUnits } from "./book-row.ts";
import { catalogClient } from "./catalog-client.ts";
import { type CsvRow, csvRows } from "./csv-rows.ts";
import { importProgress } from "./import-progress.ts";
import { RejectsFile } from "./rejects-file.ts";

const BATCH_ROWS = 250;

/** As the command line says them. */
export interface ImportOptions {
  readonly map: Partial<ColumnMap>;
  readonly price: string;
  readonly currency: string;
  readonly rejects?: string;
}

/**
 * Reads the file once, from its beginning, and upserts in batches: a book that is already there as
 * the file says stays as it is, so a run after a kill repeats nothing and finishes the rest.
 */
export async function importBooks(file: string, options: ImportOptions): Promise<void> {
  checkPrice(options);
  const { QUAD_HOME: home } = campusConfig(process.env);
  const run = await readRunFile(home);
  if (!run) throw cliErrors.CAMPUS_NOT_RUNNING({ home });
  const catalog = catalogClient(run.url);
  const rows = await csvRows(file);
  const rejects = new RejectsFile(options.rejects ?? `${file}.rejects.csv`);
  const progress = importProgress(rows);
  const batch = new Map<number, { row: CsvRow; book: BookRow }>();

  async function send(): Promise<void> {
    if (batch.size === 0) return;
    const books = [...batch.values()].map(({ book }) => book);
    const result = await catalog.importBooks(books);
    for (const { line, reason } of result.rejected) {
      const entry = batch.get(line);
      if (entry) rejects.add(entry.row, reason);
    }
    progress.add(result);
    batch.clear();
  }

  progress.start();
  let columns: ReturnType<typeof mapColumns> | undefined;
  try {
    for await (const row of rows) {
      columns ??= checkColumns(mapColumns(Object.keys(row.fields), options.map), row);
      const outcome = readBook(row.fields, {
        ...options,
        line: row.line,
        file: basename(file),
        columns,
      });
      if ("book" in outcome) batch.set(row.line, { row, book: outcome.book });
      else rejects.add(row, outcome.reason);
      if (batch.size >= BATCH_ROWS) await send();
    }
    await send();
    await rejects.close();
  } catch (error) {
    progress.fail();
    throw error;
  }
  progress.finish(rejects);
}

function checkPrice({ price, currency }: ImportOptions): void {
  if (!Intl.supportedValuesOf("currency").includes(currency)) {
    throw cliErrors.IMPORT_OPTION_INVALID({
      option: "--currency",
      value: currency,
      example: "USD",
    });
  }
  if (toMinorUnits(price, currency) === null) {
    throw cliErrors.IMPORT_OPTION_INVALID({ option: "--price", value: price, example: "15.00" });
  }
}

function checkColumns(columns: ReturnType<typeof mapColumns>, { fields }: CsvRow) {
  for (const field of ["title", "authors"] as const) {
    const column = columns[field];
    if (column === undefined || !(column in fields)) {
      const header = Object.keys(fields).join(", ");
      throw cliErrors.IMPORT_COLUMN_MISSING({ field, header });
    }
  }
  return columns;
}
