import type pg from "pg";
import { LOCK_CLASS } from "./advisory-locks.ts";
import { codeOf, messageOf } from "./connection-error.ts";
import { databaseErrors } from "./database-errors.ts";
import { type Migration, type MigrationFolder, readMigrations } from "./read-migrations.ts";

const UNDEFINED_TABLE = "42P01";

/**
 * Brings a database up to date: applies what is new in the folders, each file in a transaction of
 * its own. Two processes take turns. `client` is one connection that nobody else uses meanwhile.
 *
 * Errors: MIGRATION_NAME_INVALID, MIGRATION_NUMBER_WRONG, MIGRATION_EDITED, MIGRATION_MISSING,
 * MIGRATION_FAILED.
 */
export async function migrate(
  client: pg.ClientBase,
  folders: readonly MigrationFolder[],
): Promise<void> {
  const migrations = (await Promise.all(folders.map(readMigrations))).flat();
  // Most starts find nothing to do, and find it out in one round trip without the lock.
  if (pending(migrations, await readApplied(client)).length === 0) return;
  await client.query("select pg_advisory_lock($1, 0)", [LOCK_CLASS.migration]);
  try {
    await client.query(
      `create table if not exists quad_migration (
        name text primary key,
        checksum text not null,
        applied_at timestamptz not null default now()
      )`,
    );
    for (const migration of pending(migrations, await readApplied(client))) {
      await apply(client, migration);
    }
  } finally {
    await client.query("select pg_advisory_unlock($1, 0)", [LOCK_CLASS.migration]);
  }
}

/** Names and checksums of what was applied. */
async function readApplied(client: pg.ClientBase): Promise<ReadonlyMap<string, string>> {
  try {
    const { rows } = await client.query<{ name: string; checksum: string }>(
      "select name, checksum from quad_migration",
    );
    return new Map(rows.map(({ name, checksum }) => [name, checksum]));
  } catch (error) {
    if (codeOf(error) === UNDEFINED_TABLE) return new Map();
    throw error;
  }
}

/** What is left to apply, after a check that what was applied is still what the files say. */
function pending(
  migrations: readonly Migration[],
  applied: ReadonlyMap<string, string>,
): readonly Migration[] {
  const names = new Set(migrations.map(({ name }) => name));
  for (const name of applied.keys()) {
    if (!names.has(name)) throw databaseErrors.MIGRATION_MISSING({ name });
  }
  return migrations.filter(({ name, checksum }) => {
    const former = applied.get(name);
    if (former !== undefined && former !== checksum)
      throw databaseErrors.MIGRATION_EDITED({ name });
    return former === undefined;
  });
}

async function apply(client: pg.ClientBase, { name, checksum, sql }: Migration): Promise<void> {
  try {
    await client.query("begin");
    await client.query(sql);
    await client.query("insert into quad_migration (name, checksum) values ($1, $2)", [
      name,
      checksum,
    ]);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    throw databaseErrors.MIGRATION_FAILED({ name, reason: messageOf(error) }, error);
  }
}
