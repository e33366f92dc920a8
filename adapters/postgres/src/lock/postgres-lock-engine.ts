import type { Clock } from "@quad/clock";
import { type LockEngine, type LockSupports, lockErrors } from "@quad/lock";
import type { Logger } from "@quad/telemetry";
import type pg from "pg";
import { connectionConfig, openPool } from "../connections.ts";
import { Listening } from "../listening.ts";
import { migrateSchema } from "../migrate-schema.ts";
import { KeyedExecutor } from "./keyed-executor.ts";
import { askLock, releaseLock, renewLock } from "./lock-statements.ts";
import { pruneLocksUntil } from "./prune-locks.ts";

interface PostgresLockEngineOptions {
  readonly url: string;
  readonly log: Logger;
  readonly clock: Clock;
  /** Names this process, among all that use the locks. */
  readonly holder: string;
}

/** What exists while the engine runs. */
interface Running {
  readonly pool: pg.Pool;
  readonly listening: Listening;
  readonly pruning: Promise<void>;
  readonly stopping: AbortController;
  /** Those who only join a line, one at a time for each name: in the order in which they asked. */
  readonly joining: KeyedExecutor;
  /** Those who have a lease or are called to take one do not wait behind them. */
  readonly urgent: KeyedExecutor;
}

const SUPPORTS: LockSupports = Object.freeze({ durable: true, multiProcess: true, fair: true });
const MIGRATIONS = new URL("../../migrations/lock/", import.meta.url);
const CHANNEL = "quad_lock";
const APPLICATION = "quad-lock";
/** Connections for each: a pool of both, so that neither waits for the other. */
const CONCURRENCY = 2;

export function postgresLockEngine(options: PostgresLockEngineOptions): LockEngine {
  const { holder } = options;
  let called: (claimId?: string) => void = () => {};
  let running: Running | undefined;

  const need = () => {
    if (!running) throw lockErrors.LOCK_NOT_RUNNING();
    return running;
  };

  return {
    supports: SUPPORTS,
    async start() {
      try {
        await migrateSchema({ ...options, folder: MIGRATIONS });
        running = await open(options, (claimId) => called(claimId));
      } catch (error) {
        throw unavailable(error);
      }
    },
    async stop() {
      const closing = running;
      running = undefined;
      if (closing) await close(closing);
    },
    async ask(question) {
      const { pool, joining, urgent } = need();
      const { id, name } = question;
      const ask = () => askLock(pool, question, holder);
      const asked = question.urgent ? urgent.run(id, ask) : joining.run(name, ask);
      return asked.catch(fail);
    },
    async renew(claim) {
      const { pool, urgent } = need();
      return urgent.run(claim.id, () => renewLock(pool, claim)).catch(fail);
    },
    async release(claim) {
      const { pool, urgent } = need();
      await urgent.run(claim.id, () => releaseLock(pool, claim)).catch(fail);
    },
    tell(whom) {
      called = whom;
    },
  };
}

async function open(
  { url, clock, log }: PostgresLockEngineOptions,
  heard: (claimId?: string) => void,
): Promise<Running> {
  const config = connectionConfig(url, APPLICATION);
  const listener = "The lock";
  const listening = new Listening({ config, channel: CHANNEL, heard, listener, clock, log });
  await listening.start();
  // A token that a crash could take back would be given twice.
  const pool = openPool({ ...config, max: 2 * CONCURRENCY, options: "-c synchronous_commit=on" });
  const stopping = new AbortController();
  const pruning = pruneLocksUntil(stopping.signal, { pool, clock, log });
  const turns = { joining: new KeyedExecutor(CONCURRENCY), urgent: new KeyedExecutor(CONCURRENCY) };
  return { pool, listening, pruning, stopping, ...turns };
}

async function close({ pool, listening, pruning, stopping }: Running): Promise<void> {
  stopping.abort();
  await pruning;
  await listening.stop();
  await pool.end();
}

function fail(error: unknown): never {
  throw unavailable(error);
}

function unavailable(error: unknown): Error {
  const reason = error instanceof Error ? error.message : String(error);
  return lockErrors.LOCK_UNAVAILABLE({ reason }, error);
}
