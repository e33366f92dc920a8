import { MemoryLockTable } from "@quad/lock";

type Steps = Pick<MemoryLockTable, "ask" | "renew" | "release">;

/** A table that everybody shares, with some of its steps done wrong. */
export function wrongTable(change: (right: Steps) => Partial<Steps>): MemoryLockTable {
  const table = new MemoryLockTable();
  const right: Steps = {
    ask: table.ask.bind(table),
    renew: table.renew.bind(table),
    release: table.release.bind(table),
  };
  return Object.assign(table, change(right));
}
