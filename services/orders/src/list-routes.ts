import { ordersHttp } from "@quad/contracts/http/orders";
import { byId, listsOf, routesOf } from "@quad/http";
import { customerHistory, listOrders, listSales } from "./list-orders.ts";
import type { OrdersKit } from "./orders-kit.ts";

const route = routesOf<OrdersKit>();
const list = listsOf<OrdersKit>();

/** Questions about many orders, answered by the read models a moment later. */
export const listRoutes = [
  list(ordersHttp.listOrders, {
    ...byId,
    rows: ({ kit, query: { status, email }, after: before, count }) =>
      listOrders(kit.database.sql, { status, email, before, count }),
    view: (order) => order,
  }),
  route(ordersHttp.readCustomer, ({ kit, query }) =>
    customerHistory(kit.database.sql, query.email),
  ),
  route(ordersHttp.readSales, async ({ kit, query }) => ({
    items: await listSales(kit.database.sql, query),
  })),
  route(ordersHttp.readProgress, ({ kit }) => kit.resources.readModels.progress()),
  route(ordersHttp.rebuildReadModel, ({ kit, params }) =>
    kit.resources.readModels.rebuild(params.name),
  ),
];
