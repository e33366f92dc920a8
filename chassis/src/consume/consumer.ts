import type { Delivery, RetryPolicy } from "@quad/bus";
import type { DataOf, Event, EventDefinition } from "@quad/contracts";
import { type Database, firstTime, type Tx } from "@quad/database";
import type { DatabaseKit, Kit, SchemaOf } from "../kit.ts";

/** One row of a service's table of consumers: one version of an event. */
export interface Consumer<K> extends ConsumerOptions {
  readonly event: EventDefinition;
  readonly run: (kit: K, event: Event, delivery: Delivery) => Promise<void>;
}

export interface ConsumerOptions {
  /** When it is tried again after a failure, where the bus's own policy does not fit. */
  readonly retry?: Partial<RetryPolicy>;
  /** Events of this row that are handled at the same time in this process; by default, no limit. */
  readonly concurrency?: number;
  /**
   * Other versions in which the owner says the same fact as well: they are passed over. A version
   * that no row names is nothing to be silent about: it becomes a dead letter.
   */
  readonly passesOverVersions?: readonly number[];
}

interface HandlerOptions<Definition> extends ConsumerOptions {
  /**
   * True for an event that is none of this service's business: it costs neither a transaction nor
   * a row of the inbox. It sees the data alone, and says the same whenever it is asked.
   */
  readonly passesOver?: (data: DataOf<Definition>) => boolean;
}

/** Reacts to an event inside the transaction that also records the event as processed. */
type Handler<K, Definition> = (
  kit: K,
  event: Event<DataOf<Definition>>,
  tx: Tx<SchemaOf<K>>,
) => Promise<void>;

/**
 * Reacts to an event with something that no transaction covers, such as a charge or a mail.
 * It is repeated after a crash, so what it does outside must be idempotent. It ends by calling
 * `finish`, which records its result and the event as processed in one transaction.
 */
type OutwardHandler<K, Definition> = (
  kit: K,
  event: Event<DataOf<Definition>>,
  finish: (effect: (tx: Tx<SchemaOf<K>>) => Promise<void>) => Promise<void>,
  delivery: Delivery,
) => Promise<void>;

/**
 * Reacts to an event with one commit that changes nothing when it is repeated or comes late, such
 * as an update that is guarded by a version. It needs neither a transaction nor the inbox.
 */
type RepeatableHandler<K, Definition> = (
  kit: K,
  event: Event<DataOf<Definition>>,
) => Promise<unknown>;

/** The three ways to hear an event, for services whose kit is `K`. */
export function consumersOf<K extends Kit>() {
  type Schema = SchemaOf<K>;
  return {
    on<Definition extends EventDefinition>(
      event: Definition,
      handler: Handler<K, Definition>,
      { passesOver = never, ...options }: HandlerOptions<Definition> = {},
    ): Consumer<K> {
      return {
        ...options,
        event,
        async run(kit, untyped) {
          const heard = untyped as Event<DataOf<Definition>>;
          if (passesOver(heard.data)) return;
          await processOnce(databaseOf(kit), heard.id, (tx) => handler(kit, heard, tx));
        },
      };
    },
    onRepeatable<Definition extends EventDefinition>(
      event: Definition,
      handler: RepeatableHandler<K, Definition>,
      options: ConsumerOptions = {},
    ): Consumer<K> {
      return {
        ...options,
        event,
        run: async (kit, heard) => void (await handler(kit, heard as Event<DataOf<Definition>>)),
      };
    },
    onOutward<Definition extends EventDefinition>(
      event: Definition,
      handler: OutwardHandler<K, Definition>,
      options: ConsumerOptions = {},
    ): Consumer<K> {
      return {
        ...options,
        event,
        run: (kit, heard, delivery) =>
          handler(
            kit,
            heard as Event<DataOf<Definition>>,
            (effect) => processOnce(databaseOf(kit), heard.id, effect),
            delivery,
          ),
      };
    },
  };

  function databaseOf(kit: K): Database<Schema> {
    return (kit as unknown as DatabaseKit<Schema>).database;
  }
}

function never(): boolean {
  return false;
}

/** The inbox: the effect and the record that the event was processed are one transaction. */
async function processOnce<Schema>(
  database: Database<Schema>,
  eventId: string,
  effect: (tx: Tx<Schema>) => Promise<void>,
): Promise<void> {
  await database.transaction(async (tx) => {
    if (await firstTime(tx, eventId)) await effect(tx);
  });
}
