import type { PostgresPool, PostgresPoolClient } from "kysely";
import type pg from "pg";
import type { PipelinedClient } from "./pipelined-client.ts";
import { pipelinedConnection } from "./pipelined-connection.ts";
import { preparedStatements } from "./prepared-statements.ts";

interface TranslatingPoolOptions {
  /** The pool of the moment; throws when there is none. */
  readonly pool: () => pg.Pool;
  readonly translate: (error: unknown) => unknown;
}

/** What Kysely runs its queries on: a pool whose errors are put into the words of this library. */
export interface TranslatingPool extends PostgresPool {
  /**
   * Resolves when nobody waits for a connection any more. A pool that ends forgets those who do,
   * and they would wait for ever.
   */
  served(): Promise<void>;
}

export function translatingPool({ pool, translate }: TranslatingPoolOptions): TranslatingPool {
  // Kysely knows a connection by its identity.
  const clients = new WeakMap<pg.PoolClient, PostgresPoolClient>();
  const prepared = preparedStatements();
  const waiting = new Set<Promise<pg.PoolClient>>();
  const fail = (error: unknown): never => {
    throw translate(error);
  };

  function wrap(client: pg.PoolClient): PostgresPoolClient {
    // Of this class are all connections of the pool: see open-pool.ts.
    const connection = pipelinedConnection(client as pg.PoolClient & PipelinedClient, prepared);
    return {
      query: ((text: string, parameters: readonly unknown[]) =>
        connection.query(text, parameters).catch(fail)) as unknown as PostgresPoolClient["query"],
      release(destroy) {
        connection.release();
        client.release(destroy);
      },
    };
  }

  return {
    options: {},
    async connect() {
      const connecting = pool().connect();
      waiting.add(connecting);
      const client = await connecting.catch(fail).finally(() => waiting.delete(connecting));
      const known = clients.get(client) ?? wrap(client);
      clients.set(client, known);
      return known;
    },
    async served() {
      await Promise.allSettled(waiting);
    },
    end: async () => {},
  };
}
