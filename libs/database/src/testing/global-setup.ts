import { freshServer } from "./fresh-server.ts";
import { hasTestPostgres, setTestPostgresUrl } from "./test-postgres.ts";

/**
 * Vitest's global set-up: one Postgres for the whole run, gone afterwards with all that is in it.
 * Where `QUAD_TEST_POSTGRES` names a server already, the tests use that one.
 */
export async function setup(): Promise<() => Promise<void>> {
  if (hasTestPostgres()) return async () => {};
  const server = await freshServer();
  setTestPostgresUrl(server.url);
  return async () => server[Symbol.asyncDispose]();
}
