import { Id } from "@quad/contracts";
import { decodeCursor, Page, PageQuery, pageOf, routesOf } from "@quad/http";
import { Type } from "typebox";
import { listNotifications, type NotificationsKit } from "./notification-store.ts";
import { NotificationView, viewNotification } from "./notification-view.ts";

const route = routesOf<NotificationsKit>();
const NotificationQuery = Type.Object({ ...PageQuery.properties, order: Type.Optional(Id) });

/** The public HTTP of notifications. */
export const routes = [
  route({
    method: "GET",
    path: "/api/notifications",
    summary: "Mails that were sent, newest first",
    who: "anyone",
    query: NotificationQuery,
    answer: Page(NotificationView),
    refusals: ["CURSOR_INVALID"],
    handle: async ({ kit, query: { order: orderId, limit, cursor } }) => {
      const before = decodeCursor(Id, cursor);
      const query = { orderId, count: limit + 1, before };
      const notifications = await listNotifications(kit.database.sql, query);
      const { items, next } = pageOf(notifications, limit, ({ id }) => id);
      return { items: items.map(viewNotification), next };
    },
  }),
];
