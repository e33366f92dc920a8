import Table from "cli-table3";

/** To standard output. */
export function printTable(head: readonly string[], rows: readonly (readonly string[])[]): void {
  process.stdout.write(tableText(head, rows));
}

/** A plain table that stays readable in a log file. */
export function tableText(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const table = new Table({
    head: [...head],
    style: { head: [], border: [], compact: true },
    wordWrap: true,
  });
  table.push(...rows.map((row) => [...row]));
  return `${table.toString()}\n`;
}
