import { readFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";

/**
 * What the simulated payment provider itself believes it captured, read from its own database: the
 * referee for "nobody is charged twice", independent of what payments says.
 */
export async function capturesOf(home: string, orderId: string): Promise<number> {
  const client = new pg.Client({ connectionString: await ledgerUrl(home) });
  await client.connect();
  try {
    const { rows } = await client.query(
      "select count(*)::int as count from capture where reference = $1",
      [orderId],
    );
    return rows[0].count;
  } finally {
    await client.end();
  }
}

async function ledgerUrl(home: string): Promise<string> {
  const { port } = JSON.parse(await readFile(join(home, "run", "postgres.json"), "utf8"));
  const password = (await readFile(join(home, "secrets", "postgres"), "utf8")).trim();
  return `postgres://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}/quad_charge`;
}
