import { Socket } from "node:net";
import type { Clock } from "@quad/clock";
import pg from "pg";
import { databaseErrors } from "../database-errors.ts";
import { codeOf, isConnectionError, messageOf } from "./connection-error.ts";

const ATTEMPT_TIMEOUT_MS = 5_000;
const RETRY_EVERY_MS = 25;
/** Of set-up and migrations: who holds for so long what they need is stuck. */
const LOCK_TIMEOUT_MS = 60_000;

export interface ConnectOptions {
  readonly url: string;
  readonly clock: Clock;
  /** How long a server may take to answer: it may be starting. */
  readonly deadlineMs: number;
  readonly signal?: AbortSignal;
}

/**
 * One connection of its own, tried until the server answers.
 * Errors: POSTGRES_UNREACHABLE, POSTGRES_LOGIN_REFUSED, what else the server says, and what the
 * signal aborts with.
 */
export async function connect(options: ConnectOptions): Promise<pg.Client> {
  const { url, clock, deadlineMs, signal } = options;
  const deadline = clock.now().getTime() + deadlineMs;
  while (true) {
    signal?.throwIfAborted();
    const socket = new Socket();
    const client = new pg.Client({
      stream: () => socket,
      connectionString: url,
      connectionTimeoutMillis: Math.min(ATTEMPT_TIMEOUT_MS, deadlineMs),
      lock_timeout: LOCK_TIMEOUT_MS,
    });
    // Without a listener a lost connection ends the process; the next query reports it anyway.
    client.on("error", () => {});
    // `client.end` would be waited for in vain: a client that is ended while it connects says no
    // more what became of it, and a silent server never closes.
    const giveUp = () => void socket.destroy(new Error("nobody waits for this connection"));
    signal?.addEventListener("abort", giveUp);
    try {
      await client.connect();
      return client;
    } catch (error) {
      await client.end().catch(() => {});
      signal?.throwIfAborted();
      if (!isConnectionError(error)) throw explain(url, error);
      if (clock.now().getTime() >= deadline) throw unreachable(url, error);
    } finally {
      signal?.removeEventListener("abort", giveUp);
    }
    await clock.sleep(RETRY_EVERY_MS, signal);
  }
}

/** Resolves when the server answers. Errors: those of `connect`. */
export async function waitForServer(options: ConnectOptions): Promise<void> {
  const client = await connect(options);
  await client.end();
}

function unreachable(url: string, error: unknown): Error {
  const { host } = new URL(url);
  return databaseErrors.POSTGRES_UNREACHABLE({ address: host, reason: messageOf(error) }, error);
}

function explain(url: string, error: unknown): unknown {
  const code = codeOf(error);
  if (code !== "28P01" && code !== "28000") return error;
  const { host, username } = new URL(url);
  const details = { address: host, user: decodeURIComponent(username), reason: messageOf(error) };
  return databaseErrors.POSTGRES_LOGIN_REFUSED(details, error);
}
