import { createWriteStream, type WriteStream } from "node:fs";
import { rename } from "node:fs/promises";
import { finished } from "node:stream/promises";
import Papa from "papaparse";
import type { CsvRow } from "./csv-rows.ts";

/** The bad rows of an import, each with its line and reason, in front of the original fields. */
export class RejectsFile {
  readonly path: string;
  count = 0;
  #stream: WriteStream | undefined;

  constructor(path: string) {
    this.path = path;
  }

  add(row: CsvRow, reason: string): void {
    this.count++;
    if (!this.#stream) {
      this.#stream = createWriteStream(`${this.path}.part`);
      this.#write(["line", "reason", ...Object.keys(row.fields)]);
    }
    this.#write([String(row.line), reason, ...Object.values(row.fields)]);
  }

  /** The file appears whole or not at all. */
  async close(): Promise<void> {
    if (!this.#stream) return;
    this.#stream.end();
    await finished(this.#stream);
    await rename(`${this.path}.part`, this.path);
  }

  #write(cells: readonly string[]): void {
    this.#stream?.write(`${Papa.unparse([[...cells]])}\n`);
  }
}
