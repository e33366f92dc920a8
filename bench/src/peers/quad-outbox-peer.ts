import type { Bus } from "@quad/bus";
import { systemClock as clock } from "@quad/clock";
import { stockLevelChanged } from "@quad/contracts";
import { outboxRelay } from "@quad/database";
import { postgresBus } from "@quad/postgres/bus";
import { v7 as uuidv7 } from "uuid";
import { bareDatabase } from "../bare-database.ts";
import type { ScratchPostgres } from "../scratch-postgres.ts";
import { BATCH, type OpenPeer, type Peer } from "./peer.ts";
import { consumeAll } from "./quad-bus-peer.ts";

type Relaying = (bus: Bus, relayTo: RelayTo, count: number) => Promise<void>;
type RelayTo = (target: Pick<Bus, "publish">) => Promise<{ stop(): Promise<void> }>;

/** `consume` is the relay alone: from the service's database until all are in the bus. */
export const quadRelayPeer: OpenPeer = (server) =>
  outboxPeer(server, "Quad outbox → relay → bus", async (bus, relayTo, count) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    let relayed = 0;
    const relay = await relayTo({
      async publish(messages) {
        await bus.publish(messages);
        relayed += messages.length;
        if (relayed >= count) resolve();
      },
    });
    await promise;
    await relay.stop();
  });

/** `consume` is the whole way of an event: relay, bus and handler, all under way at once. */
export const quadOutboxPeer: OpenPeer = (server) =>
  outboxPeer(server, "Quad outbox → relay → bus → handler", async (bus, relayTo, count) => {
    const relay = await relayTo(bus);
    await consumeAll(bus, stockLevelChanged.type, count);
    await relay.stop();
  });

/** `publish` is transactions of a service that emit events. */
async function outboxPeer(server: ScratchPostgres, name: string, consume: Relaying): Promise<Peer> {
  const { log, databaseUrl } = server;
  const bus = postgresBus({
    url: await databaseUrl(`bench_bus_${uuidv7().slice(-12)}`),
    log,
    clock,
  });
  const url = await databaseUrl(`bench_outbox_${uuidv7().slice(-12)}`);
  const database = await bareDatabase({ url, log, service: "inventory" });
  await bus.start();
  return {
    name,
    async publish(bodies) {
      for (let start = 0; start < bodies.length; start += BATCH) {
        await database.transaction(async (tx) => {
          for (const _ of bodies.slice(start, start + BATCH)) {
            tx.emit(stockLevelChanged, { ...stockLevelChanged.example, bookId: uuidv7() });
          }
        });
      }
    },
    consume: (count) =>
      consume(
        bus,
        async (target) => {
          const relay = outboxRelay({ database, bus: target, log, clock });
          await relay.start();
          return relay;
        },
        count,
      ),
    async stop() {
      await database.stop();
      await bus.stop();
    },
  };
}
