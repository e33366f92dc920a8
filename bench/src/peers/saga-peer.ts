import type { ScratchPostgres } from "../scratch-postgres.ts";

/** One way to take four steps to their end, whatever happens, with Postgres as its memory. */
export interface SagaPeer {
  /** Resolves when the last step of this saga is stored as done. */
  checkout(id: string): Promise<void>;
  stop(): Promise<void>;
}

export interface OpenSagaPeer {
  readonly name: string;
  readonly open: (server: ScratchPostgres) => Promise<SagaPeer>;
}

/** What a step does in both: nothing, for it is the storing that is measured. */
export const step = async () => ({ ok: true });
