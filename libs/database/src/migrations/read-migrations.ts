import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { databaseErrors } from "../database-errors.ts";

/** A folder of SQL files: four digits, a dash, a name. Its URL ends with a slash. */
export interface MigrationFolder {
  readonly folder: URL;
  /** Stands before the names, to tell apart folders that meet in one database; such as `quad/`. */
  readonly prefix: string;
}

export interface Migration {
  readonly name: string;
  readonly checksum: string;
  readonly sql: string;
  /** Code that does not know it goes on working: its first line is `-- additive`. */
  readonly isAdditive: boolean;
}

/** What a file says of itself in its first line; without it, it is believed to be contracting. */
const MARK = /^-- (additive|contracting: .+)\n/;

/** In order of their numbers. Errors: MIGRATION_NAME_INVALID, MIGRATION_NUMBER_WRONG. */
export async function readMigrations({ folder, prefix }: MigrationFolder): Promise<Migration[]> {
  const files = (await readdir(folder)).sort();
  for (const [index, name] of files.entries()) {
    const number = /^(\d{4})-[a-z0-9]+(-[a-z0-9]+)*\.sql$/.exec(name)?.[1];
    if (!number) throw databaseErrors.MIGRATION_NAME_INVALID({ name, folder: folder.pathname });
    const expected = String(index + 1).padStart(4, "0");
    if (number !== expected) throw databaseErrors.MIGRATION_NUMBER_WRONG({ name, expected });
  }
  return Promise.all(files.map((file) => readMigration(folder, file, prefix)));
}

async function readMigration(folder: URL, file: string, prefix: string): Promise<Migration> {
  // A checkout on Windows may have other line ends: the migration is the same.
  const sql = (await readFile(new URL(file, folder), "utf8")).replaceAll("\r\n", "\n");
  // Of what it does: to mark a file is no edit.
  const checksum = createHash("sha256").update(sql.replace(MARK, "")).digest("hex");
  const isAdditive = MARK.exec(sql)?.[1] === "additive";
  return { name: `${prefix}${file}`, checksum, sql, isAdditive };
}
