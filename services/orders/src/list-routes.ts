import { Id } from "@quad/contracts";
import { answer, decodeCursor, Page, PageQuery, pageOf, routesOf } from "@quad/http";
import { Type } from "typebox";
import {
  CustomerHistory,
  customerHistory,
  DaySales,
  listOrders,
  listSales,
  OrderLineView,
} from "./list-orders.ts";
import { OrderStatus } from "./order-view.ts";
import type { OrdersKit } from "./orders-kit.ts";

const route = routesOf<OrdersKit>();

const Email = Type.String({ format: "email", maxLength: 254 });
const OrdersQuery = Type.Object({
  ...PageQuery.properties,
  status: Type.Optional(OrderStatus),
  email: Type.Optional(Email),
});
const Day = Type.String({ format: "date" });
const Progress = Type.Object({
  name: Type.String(),
  /** Of the history of all orders: the last event that it holds. */
  position: Type.Integer(),
  head: Type.Integer(),
});

/** Questions about many orders, answered by the read models a moment later. */
export const listRoutes = [
  route({
    method: "GET",
    path: "/api/orders",
    summary: "Orders, newest first",
    who: "anyone",
    query: OrdersQuery,
    answer: Page(OrderLineView),
    refusals: ["CURSOR_INVALID"],
    handle: async ({ kit, query: { status, email, limit, cursor } }) => {
      const before = decodeCursor(Id, cursor);
      const query = { status, email, before, count: limit + 1 };
      return pageOf(await listOrders(kit.database.sql, query), limit, ({ id }) => id);
    },
  }),
  route({
    method: "GET",
    path: "/api/orders/customers",
    summary: "What a customer has ordered so far",
    who: "anyone",
    query: Type.Object({ email: Email }),
    answer: CustomerHistory,
    handle: ({ kit, query }) => customerHistory(kit.database.sql, query.email),
  }),
  route({
    method: "GET",
    path: "/api/orders/sales",
    summary: "Sales per UTC day and currency, oldest first",
    who: "anyone",
    query: Type.Object({ from: Type.Optional(Day), to: Type.Optional(Day) }),
    answer: Type.Object({ items: Type.Array(DaySales) }),
    handle: async ({ kit, query }) => ({ items: await listSales(kit.database.sql, query) }),
  }),
  route({
    method: "GET",
    path: "/api/orders/read-models",
    summary: "How far each read model has come",
    who: "anyone",
    answer: Type.Array(Progress),
    handle: ({ kit }) => kit.resources.readModels.progress(),
  }),
  route({
    method: "POST",
    path: "/api/orders/read-models/:name/rebuild",
    summary: "Make a read model again from the first event on",
    who: "anyone",
    params: Type.Object({ name: Type.String({ maxLength: 40 }) }),
    answer: Progress,
    status: 202,
    refusals: ["READ_MODEL_UNKNOWN"],
    handle: async ({ kit, params }) => answer(await kit.resources.readModels.rebuild(params.name)),
  }),
];
