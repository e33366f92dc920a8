import type { Static, TSchema } from "typebox";
import { Value } from "typebox/value";
import { httpErrors } from "./http-errors.ts";

/**
 * A page out of up to `limit + 1` rows: the row too many only tells that there is a next page.
 * `position` is what the next page begins after, from the last row of this one.
 */
export function pageOf<Row>(
  rows: readonly Row[],
  limit: number,
  position: (last: Row) => unknown,
): { items: readonly Row[]; next: string | null } {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const next = rows.length > limit && last !== undefined ? encodeCursor(position(last)) : null;
  return { items, next };
}

/** A position in a list as text for a URL. It hides nothing and is not signed. */
export function encodeCursor(position: unknown): string {
  return Buffer.from(JSON.stringify(position)).toString("base64url");
}

/** The position in a cursor, or undefined without one. Error: CURSOR_INVALID. */
export function decodeCursor<Position extends TSchema>(
  schema: Position,
  cursor: string | undefined,
): Static<Position> | undefined {
  if (cursor === undefined) return undefined;
  const position = parse(cursor);
  if (!Value.Check(schema, position)) throw httpErrors.CURSOR_INVALID();
  return position;
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, "base64url").toString());
  } catch (error) {
    throw httpErrors.CURSOR_INVALID({}, error);
  }
}
