import { readFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";

/** The databases of a campus, as its administrator sees them. */
export interface Databases extends AsyncDisposable {
  /** Rows of a database by its name without the campus's prefix, such as `orders`. */
  rows<Row extends object>(
    database: string,
    text: string,
    values?: readonly unknown[],
  ): Promise<Row[]>;
  /** Process id of the server, which is another after it was started again. */
  serverPid(): Promise<number>;
  readonly url: (database: string) => Promise<string>;
}

/** As long as a server may take to come back. */
const TRY_FOR_MS = 30_000;
const CONNECT_WITHIN_MS = 2_000;

export function openDatabases(home: string): Databases {
  const pools = new Map<string, pg.Pool>();

  async function runFile(): Promise<{ port: number; server: { pid: number } }> {
    return JSON.parse(await readFile(join(home, "run", "postgres.json"), "utf8"));
  }

  async function url(database: string): Promise<string> {
    const password = (await readFile(join(home, "secrets", "postgres"), "utf8")).trim();
    const { port } = await runFile();
    return `postgres://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
  }

  async function poolOf(database: string): Promise<pg.Pool> {
    const open = pools.get(database);
    if (open) return open;
    const pool = new pg.Pool({
      connectionString: await url(database === "postgres" ? database : `quad_${database}`),
      application_name: "quad chaos",
      max: 2,
      connectionTimeoutMillis: CONNECT_WITHIN_MS,
    });
    pool.on("error", () => {});
    pool.on("connect", (client) => client.on("error", () => {}));
    pools.set(database, pool);
    return pool;
  }

  /** Harness statements are repeatable: after a restart of the server they are sent again. */
  async function rows<Row extends object>(
    database: string,
    text: string,
    values: readonly unknown[] = [],
  ): Promise<Row[]> {
    const until = performance.now() + TRY_FOR_MS;
    while (true) {
      try {
        const pool = await poolOf(database);
        return (await pool.query<Row & pg.QueryResultRow>(text, [...values])).rows;
      } catch (error) {
        if (!isOutage(error) || performance.now() > until) throw error;
      }
    }
  }

  return {
    rows,
    url,
    serverPid: async () => (await runFile()).server.pid,
    async [Symbol.asyncDispose]() {
      await Promise.all([...pools.values()].map((pool) => pool.end()));
    },
  };
}

/** The server is away, starting, or ended this connection; anything else is the statement's. */
function isOutage(error: unknown): boolean {
  const { code = "", message = "" } = error as { code?: string; message?: string };
  const isAway = /^(ECONN|EPIPE|08|57P0)/.test(code);
  return isAway || /connection|timeout/i.test(message);
}
