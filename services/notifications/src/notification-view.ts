import { Customer } from "@quad/contracts";
import { type Static, Type } from "typebox";
import type { Notification } from "./notification-store.ts";

/** A mail as the mailbox page shows it. */
export const NotificationView = Type.Object({
  id: Type.String(),
  orderId: Type.String(),
  kind: Type.Enum(["order_confirmed", "order_cancelled"]),
  to: Customer,
  subject: Type.String(),
  text: Type.String(),
  sentAt: Type.String(),
});

export function viewNotification(notification: Notification): Static<typeof NotificationView> {
  const { id, orderId, mail, sentAt } = notification;
  return { id, orderId, ...mail, sentAt: sentAt.toISOString() };
}
