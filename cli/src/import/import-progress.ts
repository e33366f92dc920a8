import { log, progress as progressBar } from "@clack/prompts";
import type { ImportResult } from "@quad/contracts/http/catalog";
import type { RowsFile } from "./rows-file.ts";

const STEPS = 100;
const UNDECIDED =
  "rows have authors with a comma, kept as written; if it separates people: --author-separator ,";

interface Finish {
  readonly dryRun: boolean;
  readonly rejects: RowsFile;
  readonly warnings: RowsFile;
}

/** A bar in a terminal, a line for every tenth elsewhere; counts at the end. */
export function importProgress(rowCount: number) {
  const counts = { created: 0, updated: 0, unchanged: 0 };
  const bar = process.stdout.isTTY ? progressBar({ max: STEPS }) : undefined;
  const startedAt = performance.now();
  let shown = 0;
  let undecided = 0;
  let rowsDone = 0;

  function show(): void {
    const step = Math.floor((STEPS * rowsDone) / rowCount);
    if (bar) bar.advance(step - shown, summary());
    else if (Math.floor(step / 10) > Math.floor(shown / 10)) print(`${step} %: ${summary()}`);
    shown = step;
  }

  function summary(): string {
    return `${counts.created} created, ${counts.updated} updated, ${counts.unchanged} unchanged`;
  }

  function print(line: string): void {
    if (bar) log.message(line);
    else process.stdout.write(`${line}\n`);
  }

  return {
    print,
    start: () => bar?.start("Reading …"),
    /** What came of the rows until this one, the first being 1. */
    add(result: ImportResult, rowsRead: number): void {
      rowsDone = rowsRead;
      counts.created += result.created;
      counts.updated += result.updated;
      counts.unchanged += result.unchanged;
      show();
    },
    /** A row has authors that may be one or several. */
    addUndecided(): void {
      undecided++;
    },
    fail: () => bar?.stop(`Stopped: ${summary()}`),
    /** How many rows were of use. */
    finish({ dryRun, rejects, warnings }: Finish): number {
      bar?.stop("Done");
      const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
      if (dryRun) print("A dry run: nothing was changed. It would be:");
      const left = `${warnings.count} warned, ${rejects.count} rejected`;
      print(`${summary()}, ${left}, in ${seconds} s`);
      if (undecided > 0) print(`${undecided} ${UNDECIDED}`);
      if (!dryRun && rejects.count > 0) print(`Rejected rows, with reasons: ${rejects.path}`);
      if (!dryRun && warnings.count > 0) print(`Warnings, with their rows: ${warnings.path}`);
      return counts.created + counts.updated + counts.unchanged;
    },
  };
}
