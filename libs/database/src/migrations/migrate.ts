import type pg from "pg";
import { LOCK_CLASS } from "../advisory-locks.ts";
import { codeOf, messageOf } from "../connection/connection-error.ts";
import { databaseErrors } from "../database-errors.ts";
import { type Migration, type MigrationFolder, readMigrations } from "./read-migrations.ts";

const UNDEFINED_TABLE = "42P01";

/**
 * Brings a database up to date: applies what is new in the folders, each file in a transaction of
 * its own. Two processes take turns. `client` is one connection that nobody else uses meanwhile.
 *
 * A database that newer code has brought further is taken as it is, as long as all that it has more
 * is additive.
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
    await client.query(
      "alter table quad_migration add column if not exists additive boolean not null default false",
    );
    for (const migration of pending(migrations, await readApplied(client))) {
      await apply(client, migration);
    }
  } finally {
    await client.query("select pg_advisory_unlock($1, 0)", [LOCK_CLASS.migration]);
  }
}

/** What a database says of a migration that was applied to it. */
interface Applied {
  readonly name: string;
  readonly checksum: string;
  readonly additive: boolean;
}

/** By name. */
async function readApplied(client: pg.ClientBase): Promise<ReadonlyMap<string, Applied>> {
  try {
    const { rows } = await client.query<Applied>(
      // As JSON, the column need not be there: a table that was made before it gets it below.
      `select name, checksum, coalesce((to_jsonb(quad_migration) ->> 'additive')::boolean, false)
         as additive
       from quad_migration order by name`,
    );
    return new Map(rows.map((row) => [row.name, row]));
  } catch (error) {
    if (codeOf(error) === UNDEFINED_TABLE) return new Map();
    throw error;
  }
}

/** What is left to apply, after a check that this code can live with what was applied. */
function pending(
  migrations: readonly Migration[],
  applied: ReadonlyMap<string, Applied>,
): readonly Migration[] {
  const known = new Set(migrations.map(({ name }) => name));
  for (const { name, additive } of applied.values()) {
    if (!known.has(name) && !additive) throw databaseErrors.MIGRATION_MISSING({ name });
  }
  return migrations.filter(({ name, checksum }) => {
    const former = applied.get(name);
    if (former && former.checksum !== checksum) throw databaseErrors.MIGRATION_EDITED({ name });
    return former === undefined;
  });
}

async function apply(client: pg.ClientBase, migration: Migration): Promise<void> {
  const { name, checksum, sql, isAdditive } = migration;
  try {
    await client.query("begin");
    await client.query(sql);
    await client.query(
      "insert into quad_migration (name, checksum, additive) values ($1, $2, $3)",
      [name, checksum, isAdditive],
    );
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    throw databaseErrors.MIGRATION_FAILED({ name, reason: messageOf(error) }, error);
  }
}
