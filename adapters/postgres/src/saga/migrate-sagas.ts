import { migrate } from "@quad/database";
import { CompiledQuery, type Kysely, sql } from "kysely";
import type pg from "pg";

const FOLDER = new URL("../../migrations/saga/", import.meta.url);

/**
 * Brings the schema `quad_saga` up to date, in whatever database of a service it lives. The list
 * of what was applied is in the schema too, so the service's own migrations know nothing of it.
 */
export async function migrateSagas<Schema>(kysely: Kysely<Schema>): Promise<void> {
  await kysely.transaction().execute(async (transaction) => {
    // A twin may be creating it: whoever comes second waits, then finds it there.
    await sql`select pg_advisory_xact_lock(hashtext('quad_saga'))`.execute(transaction);
    await sql`create schema if not exists quad_saga`.execute(transaction);
  });
  await kysely.connection().execute(async (connection) => {
    const query = async (text: string, values: readonly unknown[] = []) =>
      connection.executeQuery(CompiledQuery.raw(text, [...values]));
    await query("set search_path to quad_saga");
    try {
      await migrate({ query } as unknown as pg.ClientBase, [{ folder: FOLDER, prefix: "" }]);
    } finally {
      await query("reset search_path");
    }
  });
}
