import { stat } from "node:fs/promises";
import { Readable } from "node:stream";
import Papa from "papaparse";
import { cliErrors } from "../cli-errors.ts";
import { decodedText, encodingByMark } from "./decoded-text.ts";

export interface CsvRow {
  /** Where the row begins in the file; the header is line 1. */
  readonly line: number;
  readonly cells: readonly string[];
  /** What is wrong with its form, where that makes it useless. */
  readonly fault?: string;
}

export interface CsvFile {
  readonly header: readonly string[];
  /** The rows below the header, those without any text left out. */
  rows(): AsyncIterable<CsvRow>;
}

/** A row longer than this is a quote that nobody closed. */
const ROW_CHARACTERS_MAX = 1024 * 1024;
const DELIMITERS = [",", ";", "\t", "|"];

/**
 * A CSV file with a header, whose delimiter is the header's. The encoding is that of its byte order
 * mark, otherwise UTF-8. Errors: IMPORT_FILE_UNREADABLE, IMPORT_FILE_BROKEN.
 */
export async function openCsv(path: string, said?: string): Promise<CsvFile> {
  await mustBeFile(path);
  const encoding = said ?? (await encodingByMark(path)) ?? "utf-8";
  const refuse = (line: number, reason: string, cause?: unknown) =>
    cliErrors.IMPORT_FILE_BROKEN({ path, line, reason: `${reason}. ${ENCODING_ADVICE}` }, cause);
  const broken = (line: number, reason: string) =>
    cliErrors.IMPORT_FILE_BROKEN({ path, line, reason });
  const text = () => decodedText(path, { encoding, refuse });
  const delimiter = delimiterOf(await firstText(text()));
  const first = await rowsOf(text(), { delimiter, broken }).next();
  if (first.done) throw broken(1, "it is empty");
  const header = first.value.cells.map((cell) => cell.trim());
  return {
    header,
    async *rows() {
      let isHeader = true;
      for await (const row of rowsOf(text(), { delimiter, broken })) {
        if (!isHeader) yield { ...row, ...faultOf(row, header) };
        isHeader = false;
      }
    },
  };
}

const ENCODING_ADVICE = "Say how it is written, such as --encoding windows-1252 or utf-16le";

async function mustBeFile(path: string): Promise<void> {
  const entry = await stat(path).catch((error: NodeJS.ErrnoException) => {
    const reason = error.code === "ENOENT" ? "there is no such file" : error.message;
    throw cliErrors.IMPORT_FILE_UNREADABLE({ path, reason }, error);
  });
  if (entry.isFile()) return;
  throw cliErrors.IMPORT_FILE_UNREADABLE({ path, reason: "it is not a file" });
}

async function firstText(text: AsyncGenerator<string>): Promise<string> {
  for await (const chunk of text) if (chunk.trim() !== "") return chunk.trimStart();
  return "";
}

/** What cuts the header into most cells. */
function delimiterOf(text: string): string {
  const cells = (delimiter: string) =>
    Papa.parse<string[]>(text, { delimiter, preview: 1 }).data[0]?.length ?? 0;
  return DELIMITERS.reduce((best, one) => (cells(one) > cells(best) ? one : best));
}

interface ParseOptions {
  readonly delimiter: string;
  readonly broken: (line: number, reason: string) => Error;
}

async function* rowsOf(
  text: AsyncGenerator<string>,
  { delimiter, broken }: ParseOptions,
): AsyncGenerator<CsvRow> {
  let line = 1;
  for await (const { cells, quote, size } of parsed(text, delimiter)) {
    const start = line;
    line += 1 + cells.reduce((count, cell) => count + cell.split("\n").length - 1, 0);
    if (quote === "MissingQuotes" || size > ROW_CHARACTERS_MAX) {
      throw broken(start, "a quote opens here and is not closed");
    }
    if (cells.every((cell) => cell.trim() === "")) continue;
    const end = line - 1 > start ? `; the row ends in line ${line - 1}` : "";
    const fault = quote ? `a quote within a quoted cell is not doubled${end}` : undefined;
    yield { line: start, cells, ...(fault && { fault }) };
  }
}

interface ParsedRow {
  readonly cells: readonly string[];
  readonly quote: string | undefined;
  readonly size: number;
}

/** A batch a chunk of the file; the parser waits while one is handled. */
async function* parsed(text: AsyncGenerator<string>, delimiter: string) {
  const source = Readable.from(text);
  let wake = () => {};
  const batches: ParsedRow[][] = [];
  const end: { error?: Error; isReached: boolean } = { isReached: false };
  let parser: Papa.Parser | undefined;
  source.on("error", (error) => finish(error));
  Papa.parse<string[]>(source, {
    delimiter,
    chunk({ data, errors }, self) {
      parser = self;
      source.pause();
      const quotes = new Map(
        errors.flatMap(({ row, code }) => (row === undefined ? [] : [[row, code]])),
      );
      batches.push(
        data.map((cells, index) => ({
          cells,
          quote: quotes.get(index),
          size: cells.reduce((sum, cell) => sum + cell.length, 0),
        })),
      );
      self.pause();
      wake();
    },
    complete: () => finish(),
    error: (error) => finish(error),
  });
  try {
    while (batches.length > 0 || !end.isReached) {
      const batch = batches.shift();
      if (batch) yield* batch;
      else {
        const { promise: woken, resolve } = Promise.withResolvers<void>();
        wake = resolve;
        if (!end.isReached) {
          source.resume();
          parser?.resume();
        }
        if (batches.length === 0 && !end.isReached) await woken;
      }
    }
    if (end.error) throw end.error;
  } finally {
    source.destroy();
  }

  function finish(error?: Error): void {
    end.isReached = true;
    if (error) end.error ??= error;
    wake();
  }
}

/** Empty cells beyond the header are nothing; text there means that a cell was cut in two. */
function faultOf({ cells, fault }: CsvRow, header: readonly string[]): { fault?: string } {
  if (fault) return { fault };
  const extra = cells.slice(header.length).some((cell) => cell.trim() !== "");
  if (!extra) return {};
  const counts = `it has ${cells.length} cells, the header ${header.length}`;
  return { fault: `${counts}: a cell with a delimiter in it has to be quoted` };
}
