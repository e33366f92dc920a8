import type { Clock } from "@quad/clock";
import { connect, migrate } from "@quad/database";

const CONNECT_DEADLINE_MS = 10_000;

export interface SchemaMigration {
  readonly url: string;
  readonly clock: Clock;
  /** Of numbered SQL files; ends with a slash. */
  readonly folder: URL;
  /**
   * For an adapter that lives in the database of a service: created when missing, and the files run
   * with the search path on it. Left out in a database of the adapter's own.
   */
  readonly schema?: string;
}

/**
 * Brings the tables of an adapter up to date. The list of what is applied is in the schema too, so
 * the service's own migrations know nothing of it. By a connection of its own, as a migration may
 * take longer than the statements of a service. Errors: those of `connect` and `migrate`.
 */
export async function migrateSchema(migration: SchemaMigration): Promise<void> {
  const { url, clock, folder, schema } = migration;
  const client = await connect({ url, clock, deadlineMs: CONNECT_DEADLINE_MS });
  try {
    if (schema) {
      // One transaction. Without the lock, of two that create it at once one hears of a twin.
      await client.query(`
        select pg_advisory_xact_lock(hashtext('quad schema'));
        create schema if not exists ${schema};
        set search_path = ${schema}`);
    }
    await migrate(client, [{ folder, prefix: "" }]);
  } finally {
    await client.end();
  }
}
