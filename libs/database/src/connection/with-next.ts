import { type RawBuilder, sql } from "kysely";

/** Begins a statement that may wait for the next one of its connection. */
export const WITH_NEXT = "/* with the next */ ";

/**
 * For a statement whose answer nobody reads: it is sent together with the next one, in order, and
 * saves a round trip. When it fails, the next one fails with its error.
 */
export const withNext: RawBuilder<unknown> = sql.raw(WITH_NEXT);
