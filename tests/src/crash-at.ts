/**
 * Loaded into a service's process by the fault tests (`node --import`): kills the process at a
 * chosen point between two writes. Production code knows nothing of it.
 *
 * The plan of a service is a JSON file of its name in the folder CRASH_PLANS. It is removed before
 * the kill, so that the process that the supervisor starts next lives.
 */
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";

export interface CrashPlan {
  readonly service: string;
  /** Kill right before the statement is sent, or right after the server carried it out. */
  readonly when: "before" | "after";
  /** Statements that count, as the beginning of their text in lower case. */
  readonly statement: string;
  /** The how-manieth such statement, from 1, counted from when the plan appears. */
  readonly occurrence: number;
}

const service = process.argv[process.argv.indexOf("serve") + 1] ?? "";
const planFile = join(process.env.CRASH_PLANS ?? "", `${service}.json`);
let seen = 0;

function readPlan(): CrashPlan | null {
  try {
    return JSON.parse(readFileSync(planFile, "utf8")) as CrashPlan;
  } catch {
    return null;
  }
}

function crash(): never {
  rmSync(planFile, { force: true });
  process.kill(process.pid, "SIGKILL");
  throw new Error("unreachable");
}

type Query = (this: pg.Client, ...args: unknown[]) => unknown;
const prototype = pg.Client.prototype as unknown as { query: Query };
const query = prototype.query;

prototype.query = function crashingQuery(...args) {
  const text = textOf(args[0]);
  const plan = readPlan();
  if (!plan || !text.startsWith(plan.statement)) {
    if (!plan) seen = 0;
    return query.apply(this, args);
  }
  seen++;
  if (seen < plan.occurrence) return query.apply(this, args);
  if (plan.when === "before") crash();
  const result = query.apply(this, args);
  if (result instanceof Promise) return result.then(crash);
  (result as NodeJS.EventEmitter).once("end", crash);
  return result;
};

function textOf(sent: unknown): string {
  const text = typeof sent === "string" ? sent : (sent as { text?: string } | null)?.text;
  return (text ?? "").trimStart().toLowerCase();
}
