import { notificationsHttp } from "@quad/contracts/http/notifications";
import { byId, listsOf } from "@quad/http";
import { listNotifications } from "./notification-store.ts";
import { viewNotification } from "./notification-view.ts";
import type { NotificationsKit } from "./notifications-kit.ts";

const list = listsOf<NotificationsKit>();

/** The public HTTP of notifications. */
export const routes = [
  list(notificationsHttp.listNotifications, {
    ...byId,
    rows: ({ kit, query: { order: orderId }, after: before, count }) =>
      listNotifications(kit.database.sql, { orderId, before, count }),
    view: viewNotification,
  }),
];
