import type { NotificationView } from "@quad/contracts/http/notifications";
import type { Notification } from "./notification-store.ts";

/** A mail as the mailbox page shows it. */
export function viewNotification(notification: Notification): NotificationView {
  const { id, orderId, mail, sentAt } = notification;
  return { id, orderId, ...mail, sentAt: sentAt.toISOString() };
}
