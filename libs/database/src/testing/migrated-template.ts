import { createHash } from "node:crypto";
import { systemClock as clock } from "@quad/clock";
import type pg from "pg";
import { cluster } from "../cluster.ts";
import { connect } from "../connection/connect.ts";
import { migrate } from "../migrations/migrate.ts";
import { type MigrationFolder, readMigrations } from "../migrations/read-migrations.ts";
import { serviceMigrations } from "../migrations/service-migrations.ts";
import { TEST_SECRET } from "./test-postgres.ts";

const CONNECT_DEADLINE_MS = 5_000;

/**
 * The name of a database, and of the role that owns it, in which these migrations were applied.
 * Made once for each state of the files, whoever asks at the same time.
 */
export async function migratedTemplate(
  admin: pg.Client,
  adminUrl: string,
  migrations: URL,
): Promise<string> {
  const folders = serviceMigrations(migrations);
  const name = `template_${await fingerprint(folders)}`;
  await admin.query("select pg_advisory_lock(hashtext($1))", [name]);
  const isMade = "select from pg_database where datname = $1 and datistemplate";
  if ((await admin.query(isMade, [name])).rowCount === 0) {
    const url = await cluster({ adminUrl, secret: TEST_SECRET }).ensureDatabase(name);
    const client = await connect({ url, clock, deadlineMs: CONNECT_DEADLINE_MS });
    await migrate(client, folders).finally(() => client.end());
    // The mark that it is whole; set by nobody but who made it.
    await admin.query(`alter database ${name} is_template true`);
  }
  await admin.query("select pg_advisory_unlock(hashtext($1))", [name]);
  return name;
}

async function fingerprint(folders: readonly MigrationFolder[]): Promise<string> {
  const hash = createHash("sha256");
  for (const folder of folders) {
    for (const { name, checksum } of await readMigrations(folder)) hash.update(name + checksum);
  }
  return hash.digest("hex").slice(0, 16);
}
