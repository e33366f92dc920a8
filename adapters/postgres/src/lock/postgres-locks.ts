import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import type { Clock } from "@quad/clock";
import { engineLocks, type Locks } from "@quad/lock";
import type { Logger } from "@quad/telemetry";
import { postgresLockEngine } from "./postgres-lock-engine.ts";

export interface PostgresLocksOptions {
  /** Of a database of the locks' own, reached with a role that owns it. */
  readonly url: string;
  readonly log: Logger;
  readonly clock: Clock;
}

/** Locks kept by a Postgres database; see the README for how. */
export function postgresLocks(options: PostgresLocksOptions): Locks {
  const holder = `${hostname()} ${process.pid} ${randomUUID().slice(0, 8)}`;
  return engineLocks(postgresLockEngine({ ...options, holder }), options);
}
