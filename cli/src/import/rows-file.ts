import { createWriteStream, type WriteStream } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { finished } from "node:stream/promises";
import Papa from "papaparse";
import type { CsvRow } from "./csv-rows.ts";

const HEAD = ["line", "reason"];

/** Rows of an import, each with its line and a reason, in front of the original cells. */
export class RowsFile {
  readonly path: string;
  count = 0;
  readonly #header: readonly string[];
  #stream: WriteStream | undefined;

  constructor(path: string, header: readonly string[]) {
    this.path = path;
    this.#header = header;
  }

  add(row: CsvRow, reason: string): void {
    this.count++;
    if (!this.#stream) {
      this.#stream = createWriteStream(`${this.path}.part`);
      this.#write([...HEAD, ...this.#header]);
    }
    this.#write([String(row.line), reason, ...row.cells]);
  }

  /** The file appears whole; where this run has no such rows, that of an earlier one goes. */
  async close(): Promise<void> {
    if (this.#stream) {
      this.#stream.end();
      await finished(this.#stream);
      await rename(`${this.path}.part`, this.path);
    } else if (await isOfAnImport(this.path)) await rm(this.path);
  }

  /** Leaves nothing of this run. */
  async discard(): Promise<void> {
    this.#stream?.destroy();
    await rm(`${this.path}.part`, { force: true });
  }

  #write(cells: readonly string[]): void {
    this.#stream?.write(`${Papa.unparse([[...cells]])}\n`);
  }
}

/** Nothing else is deleted, whatever path a person names. */
async function isOfAnImport(path: string): Promise<boolean> {
  const file = await open(path).catch(() => undefined);
  if (!file) return false;
  await using opened = file;
  const mark = `${HEAD.join(",")},`;
  const { buffer } = await opened.read(Buffer.alloc(mark.length), 0, mark.length, 0);
  return buffer.toString() === mark;
}
