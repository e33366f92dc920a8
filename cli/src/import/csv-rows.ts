import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import Papa from "papaparse";
import { cliErrors } from "../cli-errors.ts";

export interface CsvRow {
  /** Where the row begins in the file; the header is line 1. */
  readonly line: number;
  readonly fields: Readonly<Record<string, string>>;
}

export interface CsvRows extends AsyncIterable<CsvRow> {
  readonly bytes: number;
  /** Bytes handed to the parser so far. */
  bytesRead(): number;
}

/** Streams a CSV file with a header, a chunk at a time. Error: IMPORT_FILE_UNREADABLE. */
export async function csvRows(path: string): Promise<CsvRows> {
  const size = await sizeOf(path);
  const source = createReadStream(path, "utf8");
  return {
    bytes: size,
    bytesRead: () => source.bytesRead,
    async *[Symbol.asyncIterator]() {
      let line = 1;
      let header: string[] | undefined;
      const parser = source.pipe(Papa.parse(Papa.NODE_STREAM_INPUT, { skipEmptyLines: false }));
      source.on("error", (error) => parser.destroy(error));
      for await (const cells of parser as AsyncIterable<string[]>) {
        const start = line;
        line += 1 + cells.reduce((count, cell) => count + countNewlines(cell), 0);
        if (cells.length === 1 && cells[0] === "") continue;
        if (header) yield { line: start, fields: byColumn(header, cells) };
        else header = cells.map((cell) => cell.replace(/^\uFEFF/, "").trim());
      }
    },
  };
}

async function sizeOf(path: string): Promise<number> {
  const entry = await stat(path).catch((error: NodeJS.ErrnoException) => {
    const reason = error.code === "ENOENT" ? "there is no such file" : error.message;
    throw cliErrors.IMPORT_FILE_UNREADABLE({ path, reason }, error);
  });
  if (entry.isFile()) return entry.size;
  throw cliErrors.IMPORT_FILE_UNREADABLE({ path, reason: "it is not a file" });
}

/** Cells beyond the header are kept, so that a reject shows the whole row. */
function byColumn(header: readonly string[], cells: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    cells.map((cell, index) => [header[index] ?? `column ${index + 1}`, cell]),
  );
}

function countNewlines(text: string): number {
  return text.split("\n").length - 1;
}
