import type { Kysely } from "kysely";
import type { OrderMail } from "./domain/order-mail.ts";
import type { NotificationsSchema, NotificationsTx } from "./notifications-kit.ts";

/** A mail that was sent. */
export interface Notification {
  readonly id: string;
  readonly orderId: string;
  readonly mail: OrderMail;
  readonly sentAt: Date;
}

export async function insertNotification(
  tx: NotificationsTx,
  { id, orderId, mail, sentAt }: Notification,
): Promise<void> {
  await tx.sql
    .insertInto("notification")
    .values({
      id,
      order_id: orderId,
      kind: mail.kind,
      return_id: mail.returnId ?? null,
      to_name: mail.to.name,
      to_email: mail.to.email,
      subject: mail.subject,
      body: mail.text,
      sent_at: sentAt,
    })
    .execute();
}

/** Up to `count` notifications, newest first. */
export async function listNotifications(
  sql: Kysely<NotificationsSchema>,
  query: { orderId: string | undefined; count: number; before: string | undefined },
): Promise<Notification[]> {
  let notifications = sql.selectFrom("notification").selectAll();
  if (query.orderId) notifications = notifications.where("order_id", "=", query.orderId);
  if (query.before) notifications = notifications.where("id", "<", query.before);
  const rows = await notifications.orderBy("id", "desc").limit(query.count).execute();
  return rows.map((row) => ({
    id: row.id,
    orderId: row.order_id,
    mail: {
      kind: row.kind,
      ...(row.return_id && { returnId: row.return_id }),
      to: { name: row.to_name, email: row.to_email },
      subject: row.subject,
      text: row.body,
    },
    sentAt: row.sent_at,
  }));
}
