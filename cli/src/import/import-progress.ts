import { log, progress as progressBar } from "@clack/prompts";
import type { ImportResult } from "./catalog-client.ts";
import type { CsvRows } from "./csv-rows.ts";
import type { RejectsFile } from "./rejects-file.ts";

const STEPS = 100;

/** A bar in a terminal, a line for every tenth elsewhere; counts at the end. */
export function importProgress(rows: CsvRows) {
  const counts = { created: 0, updated: 0, unchanged: 0 };
  const bar = process.stdout.isTTY ? progressBar({ max: STEPS }) : undefined;
  const startedAt = performance.now();
  let shown = 0;

  function show(): void {
    const step = Math.floor((STEPS * rows.bytesRead()) / Math.max(rows.bytes, 1));
    if (bar) bar.advance(step - shown, summary());
    else if (Math.floor(step / 10) > Math.floor(shown / 10)) print(`${step} %: ${summary()}`);
    shown = step;
  }

  function summary(): string {
    return `${counts.created} created, ${counts.updated} updated, ${counts.unchanged} unchanged`;
  }

  return {
    start: () => bar?.start("Reading …"),
    add(result: ImportResult): void {
      counts.created += result.created;
      counts.updated += result.updated;
      counts.unchanged += result.unchanged;
      show();
    },
    fail: () => bar?.stop(`Stopped: ${summary()}`),
    finish(rejects: RejectsFile): void {
      bar?.stop("Done");
      const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
      print(`${summary()}, ${rejects.count} rejected, in ${seconds} s`);
      if (rejects.count > 0) print(`The rejected rows, with line and reason: ${rejects.path}`);
    },
  };

  function print(line: string): void {
    if (bar) log.message(line);
    else process.stdout.write(`${line}\n`);
  }
}
