import { type Static, Type } from "typebox";
import { defineList } from "../define-operation.ts";
import { notificationSent } from "../events/notification-sent.ts";
import { Id } from "../money.ts";
import { Customer } from "../order-parts.ts";

/** A mail as the customer would have got it. */
const NotificationView = Type.Object({
  id: Type.String(),
  orderId: Type.String(),
  kind: notificationSent.schema.properties.kind,
  /** Of an order that came back: which return. */
  returnId: Type.Optional(Type.String()),
  to: Customer,
  subject: Type.String(),
  text: Type.String(),
  sentAt: Type.String(),
});

/** The public HTTP of notifications. */
export const notificationsHttp = {
  listNotifications: defineList({
    owner: "notifications",
    who: "anyone",
    name: "notifications.list-notifications",
    path: "/api/notifications",
    summary: "Mails that were sent, newest first",
    filter: { order: Type.Optional(Id) },
    item: NotificationView,
  }),
};

export type NotificationView = Static<typeof NotificationView>;
