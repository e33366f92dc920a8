import type { ScratchPostgres } from "../scratch-postgres.ts";

/** A shop that takes orders over HTTP and brings them to their end, whatever happens. */
export interface CheckoutPeer {
  /** Places an order of one copy and resolves when its client knows that it is confirmed. */
  checkout(): Promise<void>;
  stop(): Promise<void>;
}

export interface OpenCheckoutPeer {
  readonly name: string;
  readonly open: (server: ScratchPostgres) => Promise<CheckoutPeer>;
}

/** Kinds of books that are bought in turn, and copies of each: enough for any load. */
export const BOOKS = 50;
export const COPIES = 100_000;
