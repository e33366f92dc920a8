import { systemClock as clock } from "@quad/clock";
import { testId } from "@quad/testkit";
import type pg from "pg";
import { cluster, ownUrl } from "../cluster.ts";
import { connect } from "../connection/connect.ts";
import { migratedTemplate } from "./migrated-template.ts";
import { TEST_SECRET, testPostgresUrl } from "./test-postgres.ts";

export interface FreshDatabaseOptions {
  /** Of a service: applied already, together with those of this library. Default: none at all. */
  readonly migrations?: URL;
}

/** A database of one test. Disposal drops it, whoever is still connected. */
export interface FreshDatabase extends AsyncDisposable {
  /** With the role that owns it. */
  readonly url: string;
}

const CONNECT_DEADLINE_MS = 5_000;

/**
 * An isolated database on the server of the test run; see `global-setup.ts`. Migrations run once
 * for each state of their files, in a template; the database is a copy of it.
 */
export async function freshDatabase(options: FreshDatabaseOptions = {}): Promise<FreshDatabase> {
  const adminUrl = testPostgresUrl();
  const name = testId();
  const url = options.migrations
    ? await copyOfTemplate(adminUrl, name, options.migrations)
    : await cluster({ adminUrl, secret: TEST_SECRET }).ensureDatabase(name);
  return {
    url,
    [Symbol.asyncDispose]: () =>
      asAdmin(adminUrl, async (admin) => {
        await admin.query(`drop database ${name} with (force)`);
        await admin.query(`drop role if exists ${name}`);
      }),
  };
}

async function copyOfTemplate(adminUrl: string, name: string, migrations: URL): Promise<string> {
  return asAdmin(adminUrl, async (admin) => {
    const template = await migratedTemplate(admin, adminUrl, migrations);
    await admin.query(
      `create database ${name} template ${template} owner ${template} strategy file_copy`,
    );
    const url = ownUrl(adminUrl, TEST_SECRET, template);
    url.pathname = `/${name}`;
    return url.href;
  });
}

async function asAdmin<T>(url: string, work: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = await connect({ url, clock, deadlineMs: CONNECT_DEADLINE_MS });
  return work(admin).finally(() => admin.end());
}
