import Table from "cli-table3";

/** A titled table; numbers are shown with thousands separators. */
export function printResult(
  title: string,
  head: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): void {
  const table = new Table({
    head: [...head],
    style: { head: [], border: [], compact: true },
    colAligns: head.map((_, index) => (index === 0 ? "left" : "right")),
  });
  table.push(...rows.map((row) => row.map(format)));
  process.stdout.write(`\n${title}\n${table.toString()}\n`);
}

function format(cell: string | number): string {
  return typeof cell === "number" ? cell.toLocaleString("en") : cell;
}
