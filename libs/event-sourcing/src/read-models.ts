import type { EventStore, PlacedEvent, Subscription } from "@quad/event-store";
import type { Lifecycle } from "@quad/lifecycle";
import { eventSourcingErrors } from "./event-sourcing-errors.ts";

/**
 * What is made from the history of all streams, by a subscription: with a store of transactions
 * exactly once, a moment later. Emptied and made again it comes out the same.
 */
export interface ReadModel<Transaction> {
  readonly name: string;
  /** A batch, oldest first: few statements for many events. */
  readonly apply: (transaction: Transaction, batch: readonly PlacedEvent[]) => Promise<void>;
  readonly empty: (transaction: Transaction) => Promise<void>;
}

/** How far a model has come, and how far it could. */
export interface ReadModelProgress {
  readonly name: string;
  readonly position: number;
  readonly head: number;
}

/** While it runs it keeps the models going, all together; one that fails holds up no other. */
export interface ReadModels extends Lifecycle {
  progress(): Promise<ReadModelProgress[]>;
  /**
   * Makes a model again from the first event on, while new ones come in: it is empty at once, and
   * complete when it has caught up. Error: READ_MODEL_UNKNOWN.
   */
  rebuild(name: string): Promise<ReadModelProgress>;
}

interface ReadModelsOptions<Transaction> {
  /** A model's subscription is `<service>.<name>`. */
  readonly service: string;
  readonly events: EventStore<Transaction>;
  readonly transaction: (work: (transaction: Transaction) => Promise<void>) => Promise<void>;
  readonly models: readonly ReadModel<Transaction>[];
}

/** How late a model may be, so that it costs little while single events come in. */
const REST_MS = 500;

export function readModels<Transaction>(options: ReadModelsOptions<Transaction>): ReadModels {
  const { service, events, transaction, models } = options;
  const subscriptionOf = ({ name }: ReadModel<Transaction>) => `${service}.${name}`;
  const progressOf = async (model: ReadModel<Transaction>) => ({
    name: model.name,
    ...(await events.progress(subscriptionOf(model))),
  });

  const subscriptions = models.map(
    (model): Subscription<Transaction> => ({
      name: subscriptionOf(model),
      restMs: REST_MS,
      handle: (batch, { transaction: tx }) => model.apply(tx, batch),
    }),
  );
  const { start, stop } = events.subscribe(...subscriptions);
  return {
    start,
    stop,
    progress: () => Promise.all(models.map(progressOf)),
    async rebuild(name) {
      const model = models.find((candidate) => candidate.name === name);
      if (!model) {
        const known = models.map((candidate) => candidate.name).join(", ");
        throw eventSourcingErrors.READ_MODEL_UNKNOWN({ name, known });
      }
      await transaction(async (tx) => {
        // First, because it waits for the batch in hand, whose rows are then seen and deleted.
        await events.within(tx).rewind(subscriptionOf(model));
        await model.empty(tx);
      });
      return await progressOf(model);
    },
  };
}
