import type { Subscription } from "@quad/event-store";
import type { Lifecycle } from "@quad/lifecycle";
import { orderErrors } from "../order-errors.ts";
import type { OrdersKit, OrdersTx } from "../orders-kit.ts";
import { customerHistoryModel } from "./customer-history-model.ts";
import { orderListModel } from "./order-list-model.ts";
import { orderPageModel } from "./order-page-model.ts";
import { happeningOf, type ReadModel, subscriptionOf } from "./read-model.ts";
import { salesPerDayModel } from "./sales-per-day-model.ts";

/** Every read model of orders. */
const READ_MODELS: readonly ReadModel[] = [
  orderListModel,
  orderPageModel,
  salesPerDayModel,
  customerHistoryModel,
];

/** How late a model may be, so that it costs little while single orders come in. */
const REST_MS = 500;

/** What keeps the models going, all together; one that fails holds up no other. */
export function readModelMembers({ events }: OrdersKit): Lifecycle[] {
  const subscriptions = READ_MODELS.map(
    (model): Subscription<OrdersTx> => ({
      name: subscriptionOf(model),
      restMs: REST_MS,
      handle: (batch, { transaction }) => model.apply(transaction, batch.map(happeningOf)),
    }),
  );
  return [events.subscribe(...subscriptions)];
}

export interface ReadModelProgress {
  readonly name: string;
  readonly position: number;
  readonly head: number;
}

/** How far each model has come, and how far it could. */
export async function readModelProgress({
  events,
}: Pick<OrdersKit, "events">): Promise<ReadModelProgress[]> {
  const progress = READ_MODELS.map(async (model) => ({
    name: model.name,
    ...(await events.progress(subscriptionOf(model))),
  }));
  return await Promise.all(progress);
}

/**
 * Makes a model again from the first event on, while orders go on coming in: it is empty at once,
 * and complete when it has caught up. Error: READ_MODEL_UNKNOWN.
 */
export async function rebuildReadModel(kit: OrdersKit, name: string): Promise<ReadModelProgress> {
  const model = READ_MODELS.find((candidate) => candidate.name === name);
  if (!model) {
    const known = READ_MODELS.map((candidate) => candidate.name).join(", ");
    throw orderErrors.READ_MODEL_UNKNOWN({ name, known });
  }
  await kit.database.transaction(async (tx) => {
    // First, because it waits for the batch in hand, whose rows are then seen and deleted.
    await kit.events.within(tx).rewind(subscriptionOf(model));
    for (const table of model.tables) await tx.sql.deleteFrom(table).execute();
  });
  return { name, ...(await kit.events.progress(subscriptionOf(model))) };
}
