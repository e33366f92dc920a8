import { type ReadModels, readModels } from "@quad/event-sourcing";
import type { OrdersKit } from "../orders-kit.ts";
import { customerHistoryModel } from "./customer-history-model.ts";
import { orderListModel } from "./order-list-model.ts";
import { readModelOf } from "./order-read-model.ts";
import { salesPerDayModel } from "./sales-per-day-model.ts";

const MODELS = [orderListModel, salesPerDayModel, customerHistoryModel];

export const orderReadModelNames: readonly string[] = MODELS.map(({ name }) => name);

/** Every read model of orders. */
export function orderReadModels({
  events,
  database,
}: Pick<OrdersKit, "events" | "database">): ReadModels {
  const { transaction } = database;
  return readModels({ service: "orders", events, transaction, models: MODELS.map(readModelOf) });
}
