import { systemClock as clock } from "@quad/clock";
import type { SelectType } from "kysely";
import { connect } from "../connection/connect.ts";
import { freshDatabase } from "./fresh-database.ts";

const CONNECT_DEADLINE_MS = 5_000;

/** What the driver makes of a column's type; a type that is not here is to be added on purpose. */
const TYPES: Readonly<Record<string, string>> = {
  bool: "boolean",
  ...{ int2: "number", int4: "number", float4: "number", float8: "number" },
  // Larger than a number can be, so the driver leaves them as they are.
  ...{ int8: "string", numeric: "string" },
  ...{ text: "string", varchar: "string", bpchar: "string", uuid: "string" },
  ...{ timestamptz: "Date", date: "Date" },
  ...{ json: "object", jsonb: "object" },
  ...{ _text: "string[]", _uuid: "string[]", _int4: "number[]" },
  bytea: "Buffer",
  // Only Postgres reads it.
  tsvector: "string",
};

/**
 * The tables that a service's migrations make, as the TypeScript of an interface `Tables`. To be
 * kept as a file, and compared with what the service declares by `DifferingColumns`.
 */
export async function describeTables(migrations: URL): Promise<string> {
  await using fresh = await freshDatabase({ migrations });
  const client = await connect({ url: fresh.url, clock, deadlineMs: CONNECT_DEADLINE_MS });
  const { rows } = await client.query<Column>(COLUMNS).finally(() => client.end());
  const tables = Object.entries(Object.groupBy(rows, ({ table }) => table));
  const texts = tables.map(([name, columns = []]) => {
    const lines = columns.map((column) => `    ${column.name}: ${typeOf(column)};\n`);
    return `  ${name}: {\n${lines.join("")}  };\n`;
  });
  return `${HEAD}export interface Tables {\n${texts.join("")}}\n`;
}

const HEAD = `// Made from migrations, by the test that compares it with what the service declares.
// After a migration: delete this file and run that test.

`;

interface Column {
  readonly table: string;
  readonly name: string;
  readonly type: string;
  readonly nullable: boolean;
}

const COLUMNS = `
  select columns.table_name as table, column_name as name, udt_name as type,
         is_nullable = 'YES' as nullable
  from information_schema.columns
  where table_schema = 'public' and table_name not like 'quad\\_%'
  order by columns.table_name, ordinal_position`;

function typeOf({ table, name, type, nullable }: Column): string {
  const known = TYPES[type];
  if (!known)
    throw new TypeError(`${table}.${name} is of type ${type}: add it to ${import.meta.url}`);
  return nullable ? `${known} | null` : known;
}

/**
 * The columns, as `table.column`, in which what a service declares is not what its migrations make:
 * one that is missing on either side, of another type, or wrongly nullable. A narrower type, such
 * as the union of a status, is not different. `never` when all are the same.
 */
export type DifferingColumns<Schema, Tables> = {
  [Table in keyof Schema | keyof Tables]: Table extends keyof Schema & keyof Tables
    ? `${Table & string}.${Differing<Schema[Table], Tables[Table]> & string}`
    : `${Table & string}.*`;
}[keyof Schema | keyof Tables];

type Differing<Declared, Real> = {
  [Name in keyof Declared | keyof Real]: Name extends keyof Declared & keyof Real
    ? Fits<SelectType<Declared[Name]>, Real[Name]> extends true
      ? never
      : Name
    : Name;
}[keyof Declared | keyof Real];

type Fits<Declared, Real> = [null extends Declared ? true : false] extends [
  null extends Real ? true : false,
]
  ? [Declared] extends [Real]
    ? true
    : false
  : false;
