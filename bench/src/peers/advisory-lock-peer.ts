import pg from "pg";
import type { OpenLockPeer } from "./lock-peer.ts";

/**
 * The least that Postgres offers: nothing is written, whoever waits has a connection of its own,
 * and the lock ends with the connection, while the holder may still be at work.
 */
export const advisoryLockPeer: OpenLockPeer = {
  name: "pg_advisory_lock",
  promises: "order",
  async open(server, clients) {
    const connectionString = await server.databaseUrl("bench_advisory_lock");
    const connections = Array.from({ length: clients }, () => new pg.Client({ connectionString }));
    for (const connection of connections) await connection.connect();
    return {
      async turn(client, name) {
        const connection = connections[client];
        await connection?.query(statement("lock"), [name]);
        await connection?.query(statement("unlock"), [name]);
      },
      async stop() {
        for (const connection of connections) await connection.end();
      },
    };
  },
};

function statement(what: "lock" | "unlock"): string {
  return `select pg_advisory_${what}(hashtextextended($1, 0))`;
}
