import { readFile } from "node:fs/promises";
import { type ConformanceSuite, reasonToSkip } from "./conformance-suite.ts";
import type { Stage } from "./stage.ts";

/** What each row of a table of promises says in one column, by the row's first two cells. */
type Column = Readonly<Record<string, string>>;

/** An adapter's column: the flags of `supports`, then how many checks of each topic apply. */
export function promiseColumn<S extends Stage, Need extends string>(
  suite: ConformanceSuite<S, Need>,
  stage: S,
): Column {
  const flags = Object.entries(stage.supports);
  const topics = Object.entries(suite.topics).map(([topic, checks]) => {
    const reasons = checks.flatMap((check) => reasonToSkip(suite, check, stage) ?? []);
    const some = `${checks.length - reasons.length}: ${[...new Set(reasons)].join(", ")}`;
    return [rowOf(topic, checks.length), reasons.length === 0 ? "all" : some];
  });
  return Object.fromEntries([
    ...flags.map(([flag, isGiven]) => [rowOf(`\`${flag}\``, ""), isGiven ? "yes" : "no"]),
    ...topics,
  ]);
}

/** The column with this title, of the table whose first columns are `promise` and `checks`. */
export async function readPromiseColumn(readme: URL, title: string): Promise<Column> {
  const lines = (await readFile(readme, "utf8")).split("\n");
  const first = lines.findIndex((line) => /^\| promise +\| checks +\|/.test(line));
  const rows = lines.slice(Math.max(0, first)).map(cellsOf);
  const [head = []] = rows;
  const column = head.indexOf(title);
  if (column < 0) throw new TypeError(`No table of promises with "${title}" in ${readme.pathname}`);
  const end = rows.findIndex((cells) => cells.length === 0);
  const body = rows.slice(2, end < 0 ? undefined : end);
  return Object.fromEntries(
    body.map((cells) => [rowOf(cells[0] ?? "", cells[1] ?? ""), cells[column] ?? ""]),
  );
}

function cellsOf(line: string): string[] {
  return line
    .split("|")
    .slice(1, -1)
    .map((cell) => cell.trim());
}

function rowOf(promise: string, checks: string | number): string {
  return `| ${promise} | ${checks} |`;
}
