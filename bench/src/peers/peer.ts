import type { ScratchPostgres } from "../scratch-postgres.ts";

/** One way to move messages through Postgres. */
export interface Peer {
  readonly name: string;
  /** Puts `bodies` in, in batches of `BATCH`; resolves when all are committed. */
  publish(bodies: readonly object[]): Promise<void>;
  /** Takes `count` messages out with a handler that does nothing; resolves when all are done. */
  consume(count: number): Promise<void>;
  stop(): Promise<void>;
}

export type OpenPeer = (server: ScratchPostgres) => Promise<Peer>;

/** Messages a batch, for everybody. */
export const BATCH = 500;
