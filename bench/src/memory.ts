import { readdir, readFile } from "node:fs/promises";
import { loadOrders } from "./order-load.ts";
import { printResult } from "./print-result.ts";
import { scratchCampus } from "./scratch-campus.ts";

const ORDERS = 500;

/** Proportional set size of every process of the campus, Postgres included. */
export async function memory(): Promise<void> {
  const rows: (string | number)[][] = [];
  for (const isolate of [false, true]) {
    // A second start, as on every day but the first: the first one still holds its compilers.
    const first = await scratchCampus({ isolate });
    await first.stop({ keep: true });
    const campus = await scratchCampus({ isolate, home: first.home });
    const idle = await treePss(campus.pid);
    await loadOrders(campus.url, { orders: ORDERS, clients: 8 });
    const loaded = await treePss(campus.pid);
    await campus.stop();
    rows.push([
      isolate ? "isolated" : "one process",
      megabytes(idle.total),
      megabytes(loaded.total),
      megabytes(loaded.postgres),
      loaded.processes,
    ]);
  }
  printResult(
    "Memory of the whole campus, on a second start (sum of PSS)",
    ["campus", "idle", `after ${ORDERS} orders`, "of it Postgres", "processes"],
    rows,
  );
}

/** Bytes of a process and all its descendants. Linux only: it reads /proc. */
async function treePss(root: number) {
  const processes = await allProcesses();
  const tree = [root];
  for (const pid of tree) {
    tree.push(...processes.filter(({ parent }) => parent === pid).map((child) => child.pid));
  }
  const names = new Map(processes.map(({ pid, name }) => [pid, name]));
  let total = 0;
  let postgres = 0;
  for (const pid of tree) {
    const bytes = await pssOf(pid);
    total += bytes;
    if (names.get(pid) === "postgres") postgres += bytes;
  }
  return { total, postgres, processes: tree.length };
}

async function allProcesses() {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name)).map(Number);
  const found: { pid: number; name: string; parent: number }[] = [];
  for (const pid of pids) {
    const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
    const [, name = "", parent = "0"] = /\((.*)\) \S (\d+)/.exec(stat) ?? [];
    found.push({ pid, name, parent: Number(parent) });
  }
  return found;
}

async function pssOf(pid: number): Promise<number> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, "utf8").catch(() => "");
  return Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0) * 1024;
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1_000_000)} MB`;
}
