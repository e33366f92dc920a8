import type { EventsKit, ResourcesKit, SagaKit } from "@quad/chassis";
import type { SettingsOf } from "@quad/config";
import type { ReadModels } from "@quad/event-sourcing";
import type { EventSourcedOrders } from "./event-sourced-orders.ts";
import type { OrdersSchema } from "./orders-schema.ts";
import type { ordersSettings } from "./orders-settings.ts";

/** What orders keeps in memory and runs beside. */
export interface OrdersResources {
  readonly orders: EventSourcedOrders;
  readonly readModels: ReadModels;
}

export interface OrdersKit
  extends SagaKit<OrdersSchema>,
    EventsKit<OrdersSchema>,
    ResourcesKit<OrdersResources> {
  readonly settings: SettingsOf<typeof ordersSettings>;
}
