import { systemClock as clock } from "@quad/clock";
import { postgresEventStore } from "@quad/postgres/event-store";
import { signal, testId } from "@quad/testkit";
import { bareDatabase } from "../bare-database.ts";
import type { ScratchPostgres } from "../scratch-postgres.ts";
import { CALLERS, type EventPeer, REBUILD_BATCH, REBUILD_DEADLINE_MS } from "./event-peer.ts";

/** Quad's event store; a rebuild is a subscription, with its transactions and checkpoints. */
export async function quadEventStorePeer(server: ScratchPostgres): Promise<EventPeer> {
  const url = await server.databaseUrl("bench_quad_events");
  const { log } = server;
  const database = await bareDatabase({ url, service: "bench", log, poolMax: CALLERS });
  const store = postgresEventStore({ database, url, clock, log });
  await store.start();

  return {
    name: "Quad event store",
    async append(stream, event, expected) {
      await store.append(stream, [event], { expected });
    },
    async read(stream) {
      return (await store.read(stream)).length;
    },
    async rebuild(count) {
      const done = signal("the rebuild is done");
      let handled = 0;
      const member = store.subscribe({
        name: `bench.${testId()}`,
        batchMax: REBUILD_BATCH,
        async handle(events) {
          handled += events.length;
          if (handled >= count) done.resolve();
        },
      });
      await member.start();
      await done.within(REBUILD_DEADLINE_MS);
      await member.stop();
    },
    async stop() {
      await store.stop();
      await database.stop();
    },
  };
}
