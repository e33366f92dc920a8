import type { Clock } from "@quad/clock";
import { connect, migrate } from "@quad/database";

/** Where the tables live, in the service's own database and apart from its own tables. */
const SCHEMA = "quad_events";
const FOLDER = new URL("../../migrations/event-store/", import.meta.url);
const CONNECT_DEADLINE_MS = 30_000;

/**
 * Brings the schema of the event store up to date. With the search path on that schema the ordinary
 * migrations of `libs/database` do it: same lock, same checks, and a list of what is applied that
 * is the schema's own, so that the service's migrations know nothing of it.
 * Errors: those of `connect` and `migrate`.
 */
export async function prepareSchema(url: string, clock: Clock): Promise<void> {
  const client = await connect({ url, clock, deadlineMs: CONNECT_DEADLINE_MS });
  try {
    const { rowCount } = await client.query("select from pg_namespace where nspname = $1", [
      SCHEMA,
    ]);
    // Two processes that create it at once: one of them may hear of a twin. It is there then.
    if (rowCount === 0) await client.query(`create schema ${SCHEMA}`).catch(ignoreTwin);
    await client.query(`set search_path = ${SCHEMA}`);
    await migrate(client, [{ folder: FOLDER, prefix: "event-store/" }]);
  } finally {
    await client.end();
  }
}

const TWIN = new Set(["42P06", "23505"]);

function ignoreTwin(error: unknown): void {
  if (!(error instanceof Error && "code" in error && TWIN.has(String(error.code)))) throw error;
}
