import { Customer, notificationSent } from "@quad/contracts";
import { type Static, Type } from "typebox";
import type { Notification } from "./notification-store.ts";

/** A mail as the mailbox page shows it. */
export const NotificationView = Type.Object({
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

export function viewNotification(notification: Notification): Static<typeof NotificationView> {
  const { id, orderId, mail, sentAt } = notification;
  return { id, orderId, ...mail, sentAt: sentAt.toISOString() };
}
