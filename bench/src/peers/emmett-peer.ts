import { createRequire } from "node:module";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { signal } from "@quad/testkit";
import { type OpenEventPeer, REBUILD_BATCH, REBUILD_DEADLINE_MS } from "./event-peer.ts";

export const EMMETT = "@event-driven-io/emmett-postgresql";
/** `pg` ends idle connections after ten seconds, and ends the process when one is cut off. */
const IDLE_MS = 11_000;

/** What is used of the package; its types are not here. */
interface Emmett {
  getPostgreSQLEventStore(url: string): EmmettStore;
  postgreSQLEventStoreConsumer(options: object): { start(): Promise<void>; close(): Promise<void> };
  postgreSQLReactor(options: object): object;
}

interface EmmettStore {
  readonly schema: { migrate(): Promise<void> };
  appendToStream(stream: string, events: readonly object[], options: object): Promise<unknown>;
  readStream(stream: string): Promise<{ readonly events: readonly unknown[] }>;
  close(): Promise<void>;
}

/**
 * Emmett's event store, if a person has installed it: its packages state no licence, so they are no
 * dependency of this project. `folder` is where its node_modules are. Undefined when it is missing.
 */
export async function findEmmett(folder: string): Promise<OpenEventPeer | undefined> {
  const require = createRequire(pathToFileURL(join(folder, "package.json")));
  try {
    // The module form: what `require` finds is the other one, beside it.
    const path = require.resolve(EMMETT).replace(/\.cjs$/, ".js");
    return openEmmett((await import(pathToFileURL(path).href)) as Emmett);
  } catch {
    return undefined;
  }
}

function openEmmett(emmett: Emmett): OpenEventPeer {
  return async (server) => {
    const connectionString = await server.databaseUrl("bench_emmett");
    const store = emmett.getPostgreSQLEventStore(connectionString);
    await store.schema.migrate();
    return {
      name: "emmett-postgresql",
      async append(stream, { type, data }, expected) {
        const expectedStreamVersion = expected === 0 ? "STREAM_DOES_NOT_EXIST" : BigInt(expected);
        await store.appendToStream(stream, [{ type, data }], { expectedStreamVersion });
      },
      read: async (stream) => (await store.readStream(stream)).events.length,
      async rebuild(count) {
        const done = signal("the rebuild is done");
        let handled = 0;
        const reactor = emmett.postgreSQLReactor({
          processorId: crypto.randomUUID(),
          startFrom: "BEGINNING",
          eachMessage() {
            if (++handled >= count) done.resolve();
          },
        });
        const consumer = emmett.postgreSQLEventStoreConsumer({
          connectionString,
          pulling: { batchSize: REBUILD_BATCH },
          processors: [reactor],
        });
        // It ends when the consumer is closed.
        consumer.start().catch(done.reject);
        await done.within(REBUILD_DEADLINE_MS).finally(() => consumer.close());
      },
      async stop() {
        await store.close();
        // It may leave a pool open, whose connections must not outlive the server.
        await sleep(IDLE_MS);
      },
    };
  };
}
