import type { ImportRow } from "@quad/contracts/http/catalog";
import { campusConfig } from "../campus-config.ts";
import { readRunFile } from "../campus-home.ts";
import { cliErrors } from "../cli-errors.ts";
import { type RowReading, readBook } from "./book-row.ts";
import { catalogClient } from "./catalog-client.ts";
import { findColumns } from "./column-map.ts";
import { type CsvFile, type CsvRow, openCsv } from "./csv-rows.ts";
import { checkOptions, type ImportOptions, readingOf } from "./import-options.ts";
import { importProgress } from "./import-progress.ts";
import { RowsFile } from "./rows-file.ts";
import { RowsSoFar } from "./rows-so-far.ts";

const BATCH_ROWS = 250;

/**
 * Reads the whole file once to see that it is in order, and once more to upsert it in batches: a
 * book that is already there as the file says stays as it is, so a run after a kill repeats
 * nothing and finishes the rest. A dry run answers alike and changes nothing.
 */
export async function importBooks(path: string, options: ImportOptions): Promise<void> {
  checkOptions(options);
  const file = await openCsv(path, options.encoding);
  const reading = readingOf(findColumns(file.header, options.map), options);
  const rowCount = await countRows(file, path);
  const { QUAD_HOME: home } = campusConfig(process.env);
  const run = await readRunFile(home);
  if (!run) throw cliErrors.CAMPUS_NOT_RUNNING({ home });
  const progress = importProgress(rowCount);
  for (const line of explain(file, reading)) progress.print(line);
  const rejects = new RowsFile(options.rejects ?? `${path}.rejects.csv`, file.header);
  const warnings = new RowsFile(`${path}.warnings.csv`, file.header);
  const dryRun = options.dryRun ?? false;
  const catalog = catalogClient(run.url, { dryRun });
  progress.start();
  try {
    await importRows(file, { reading, rejects, warnings, catalog, progress });
    for (const rows of [rejects, warnings]) await (dryRun ? rows.discard() : rows.close());
  } catch (error) {
    progress.fail();
    for (const rows of [rejects, warnings]) await rows.discard();
    throw error;
  }
  const used = progress.finish({ dryRun, rejects, warnings });
  if (used === 0)
    throw cliErrors.IMPORT_NOTHING({ path, reason: `${rejects.count} rows rejected` });
}

interface ImportRun {
  readonly reading: RowReading;
  readonly rejects: RowsFile;
  readonly warnings: RowsFile;
  readonly catalog: ReturnType<typeof catalogClient>;
  readonly progress: ReturnType<typeof importProgress>;
}

async function importRows(file: CsvFile, run: ImportRun): Promise<void> {
  const { rejects, catalog, progress } = run;
  const soFar = new RowsSoFar();
  const batch = new Map<number, { row: CsvRow; book: ImportRow }>();

  let rowsRead = 0;

  async function send(): Promise<void> {
    if (batch.size === 0) return;
    const result = await catalog.importBooks([...batch.values()].map(({ book }) => book));
    for (const { line, reason } of result.rejected) {
      const entry = batch.get(line);
      if (entry) rejects.add(entry.row, reason);
    }
    progress.add(result, rowsRead);
    batch.clear();
  }

  for await (const row of file.rows()) {
    rowsRead++;
    const book = bookOf(row, soFar, run);
    if (book) batch.set(row.line, { row, book });
    if (batch.size >= BATCH_ROWS) await send();
  }
  await send();
}

/** The book that a row brings in; what is not brought in is written down. */
function bookOf(
  row: CsvRow,
  soFar: RowsSoFar,
  { reading, rejects, warnings, progress }: ImportRun,
): ImportRow | undefined {
  const outcome = readBook(row, reading);
  if ("reason" in outcome) {
    rejects.add(row, outcome.reason);
    return;
  }
  const earlier = soFar.add(outcome.book);
  if (earlier && !earlier.saysTheSame) {
    rejects.add(row, `it is the same book as line ${earlier.line}, which counts`);
    return;
  }
  const notes = [...outcome.warnings, ...(earlier ? [`line ${earlier.line} says the same`] : [])];
  if (notes.length > 0) warnings.add(row, notes.join("; "));
  if (outcome.isUndecided) progress.addUndecided();
  return earlier ? undefined : outcome.book;
}

/** Errors: IMPORT_FILE_BROKEN, and IMPORT_NOTHING where there are no rows. */
async function countRows(file: CsvFile, path: string): Promise<number> {
  let count = 0;
  for await (const _ of file.rows()) count++;
  if (count === 0)
    throw cliErrors.IMPORT_NOTHING({ path, reason: "there is no row below the header" });
  return count;
}

/** What a person should see before the first row: which columns are read, and which are not. */
function explain({ header }: CsvFile, { columns, supplier }: RowReading): string[] {
  const { index, format, unread } = columns;
  const read = [...index].map(([field, at]) => `${field} from ${header[at]}`);
  const idsAreIdle = index.has("id") && supplier === undefined;
  return [
    ...(format ? [`An export of ${format.name}.`] : []),
    `Read: ${read.join(", ")}.`,
    ...(unread.length > 0 ? [`Not read: ${unread.join(", ")}.`] : []),
    ...(idsAreIdle ? ["The ids recognise no book: say whose they are with --supplier."] : []),
  ];
}
