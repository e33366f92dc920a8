import type { PostgresPool, PostgresPoolClient, PostgresQueryResult } from "kysely";
import type pg from "pg";

interface TranslatingPoolOptions {
  /** The pool of the moment; throws when there is none. */
  readonly pool: () => pg.Pool;
  readonly translate: (error: unknown) => unknown;
}

/** What Kysely runs its queries on: a pool whose errors are put into the words of this library. */
export function translatingPool({ pool, translate }: TranslatingPoolOptions): PostgresPool {
  // Kysely knows a connection by its identity.
  const clients = new WeakMap<pg.PoolClient, PostgresPoolClient>();
  const fail = (error: unknown): never => {
    throw translate(error);
  };

  function wrap(client: pg.PoolClient): PostgresPoolClient {
    const query = <R>(text: string, parameters: readonly unknown[]) =>
      client.query(text, [...parameters]).catch(fail) as Promise<PostgresQueryResult<R>>;
    return {
      query: query as PostgresPoolClient["query"],
      release: (destroy) => client.release(destroy),
    };
  }

  return {
    options: {},
    async connect() {
      const client = await pool().connect().catch(fail);
      const known = clients.get(client) ?? wrap(client);
      clients.set(client, known);
      return known;
    },
    end: async () => {},
  };
}
