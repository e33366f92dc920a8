import { systemClock } from "@quad/clock";
import { orderCreated } from "@quad/contracts";
import { type Database, openDatabase, outboxRelay } from "@quad/database";
import { postgresBus } from "@quad/postgres";
import { v7 as uuidv7 } from "uuid";
import { BATCH, type Peer } from "../messages.ts";
import type { ScratchPostgres } from "../scratch-postgres.ts";
import { consumeAll } from "./quad-bus-peer.ts";

const MIGRATIONS = new URL("../../migrations", import.meta.url);

/**
 * The whole way of an event: `publish` is transactions that emit (outbox), `consume` is the relay
 * from the service's database to the bus and the bus to a handler, both under way at once.
 */
export async function quadOutboxPeer(server: ScratchPostgres): Promise<Peer> {
  const { log } = server;
  const clock = systemClock;
  const bus = postgresBus({ url: await server.databaseUrl("bench_quad_outbox_bus"), log, clock });
  const url = await server.databaseUrl("bench_quad_outbox");
  const database: Database<unknown> = openDatabase({
    url,
    log,
    clock,
    service: "orders",
    migrations: MIGRATIONS,
  });
  await bus.start();
  await database.start();
  return {
    name: "Quad outbox → relay → bus",
    async publish(bodies) {
      for (let start = 0; start < bodies.length; start += BATCH) {
        await database.transaction(async (tx) => {
          for (const _ of bodies.slice(start, start + BATCH)) {
            tx.emit(orderCreated, { ...orderCreated.example, orderId: uuidv7() });
          }
        });
      }
    },
    async consume(count) {
      const relay = outboxRelay({ database, bus, log, clock });
      await relay.start();
      await consumeAll(bus, orderCreated.type, count);
      await relay.stop();
    },
    async stop() {
      await database.stop();
      await bus.stop();
    },
  };
}
