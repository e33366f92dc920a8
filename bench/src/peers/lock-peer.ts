import type { ScratchPostgres } from "../scratch-postgres.ts";

/** One way to take turns by Postgres. */
export interface LockPeer {
  /** Waits for the lock, has it, and gives it to the next. */
  turn(client: number, name: string): Promise<void>;
  stop(): Promise<void>;
}

export interface OpenLockPeer {
  readonly name: string;
  /** Beyond one holder at a time. */
  readonly promises: string;
  readonly open: (server: ScratchPostgres, clients: number) => Promise<LockPeer>;
}
