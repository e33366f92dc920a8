import { systemClock } from "@quad/clock";
import { connect, type Database, openDatabase, type Tx } from "@quad/database";
import { freshDatabase } from "@quad/database/testing";
import type { EventStore } from "@quad/event-store";
import type { EventStorePlace } from "@quad/event-store/conformance";
import { sequence } from "@quad/lifecycle";
import { createLogger } from "@quad/telemetry";
import { onTestFinished } from "vitest";
import { postgresEventStore } from "../src/event-store/postgres-event-store.ts";
import { type Cuttable, cuttable } from "./cuttable.ts";

/** A service that keeps notes beside its streams. */
export interface NoteSchema {
  note: { id?: number; text: string };
}

export interface NotePlace extends EventStorePlace<Tx<NoteSchema>> {
  /** Around the networks that can break. */
  readonly url: string;
  /** The network of a store that was cut off works again. */
  revive(store: EventStore<Tx<NoteSchema>>): void;
}

const NETWORKS = 3;
const migrations = new URL("./event-store-service/", import.meta.url);
const log = createLogger({ service: "test", level: "fatal", format: "json" });

/** Every store reaches the server by a network of its own: one can be cut, the others live. */
export async function eventStorePlace(): Promise<NotePlace> {
  const fresh = await freshDatabase({ migrations });
  onTestFinished(() => fresh[Symbol.asyncDispose]());
  const spare = await Promise.all(Array.from({ length: NETWORKS }, () => cuttable(fresh)));
  for (const network of spare) onTestFinished(() => network[Symbol.asyncDispose]());
  const networks = new Map<EventStore<Tx<NoteSchema>>, Cuttable>();
  const service = open(fresh.url);
  await service.start();

  return {
    url: fresh.url,
    open({ clock = systemClock, ...special } = {}) {
      const network = spare.pop();
      if (!network) throw new TypeError("A check opens more stores than there are networks.");
      const { url } = network;
      const database = open(url);
      const store = postgresEventStore({ database, url, clock, log, ...special });
      const { start, stop } = sequence([database, store]);
      const whole = { ...store, start, stop };
      networks.set(whole, network);
      return whole;
    },
    kill: (store) => networks.get(store)?.cut(),
    revive: (store) => networks.get(store)?.restore(),
    service: {
      transaction: service.transaction,
      async note({ sql }, text) {
        await sql.insertInto("note").values({ text }).execute();
      },
      async notes() {
        const rows = await service.sql.selectFrom("note").select("text").orderBy("id").execute();
        return rows.map(({ text }) => text);
      },
    },
  };
}

function open(url: string): Database<NoteSchema> {
  const database = openDatabase<NoteSchema>({
    ...{ url, service: "notes", migrations, clock: systemClock, log },
  });
  onTestFinished(() => database.stop());
  return database;
}

/** Rows of the place's database. */
export async function query(url: string, text: string): Promise<unknown[]> {
  const client = await connect({ url, clock: systemClock, deadlineMs: 5_000 });
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}
