import { Money } from "@quad/contracts";
import { type TSchema, Type } from "typebox";

/** What every value of a book must be, whether a person or a file says it. */
export const BookFields = Type.Object({
  title: text(500),
  authors: Type.Array(text(200), { minItems: 1, maxItems: 100 }),
  /** ISBN-10 or ISBN-13, with or without dashes. */
  isbn: maybe(Type.String({ maxLength: 32 })),
  price: Money,
  year: maybe(Type.Integer({ minimum: -5000, maximum: 9999 })),
  /** BCP 47, such as `en` or `pt-BR`; `eng` is read as `en`. */
  language: maybe(Type.String({ maxLength: 35 })),
  description: maybe(Type.String({ maxLength: 10_000 })),
});

/** Rows of one import. */
export const IMPORT_ROWS_MAX = 500;
export const IMPORT_BYTES_MAX = 2 * 1024 * 1024;

/**
 * A row of a file: its types are checked at the door, its values row by row, so that one bad value
 * costs one row and not the batch.
 */
export const ImportRow = Type.Object({
  /** Where the row begins in its file; names it in `rejected`. */
  line: Type.Integer({ minimum: 1 }),
  /** Recognises the row when it comes again and has no ISBN. */
  source: Type.Optional(Type.String({ minLength: 1, maxLength: 300 })),
  title: Type.String(),
  authors: Type.Array(Type.String()),
  isbn: maybe(Type.String()),
  price: Type.Object({ amount: Type.Integer(), currency: Type.String() }),
  year: maybe(Type.Integer()),
  language: maybe(Type.String()),
});

export const ImportRequest = Type.Object({
  rows: Type.Array(ImportRow, { minItems: 1, maxItems: IMPORT_ROWS_MAX }),
});

export const ImportResult = Type.Object({
  created: Type.Integer(),
  updated: Type.Integer(),
  unchanged: Type.Integer(),
  rejected: Type.Array(Type.Object({ line: Type.Integer(), reason: Type.String() })),
});

function text(maxLength: number) {
  return Type.String({ minLength: 1, maxLength });
}

function maybe<Schema extends TSchema>(schema: Schema) {
  return Type.Optional(Type.Union([schema, Type.Null()]));
}
