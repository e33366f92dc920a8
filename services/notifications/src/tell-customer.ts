import { type Event, notificationSent } from "@quad/contracts";
import type { OrderMail } from "./domain/order-mail.ts";
import { insertNotification } from "./notification-store.ts";
import type { NotificationsKit, NotificationsTx } from "./notifications-kit.ts";

/**
 * Mails what became of an order. The mail's id comes from the order and the news, so a mailer that
 * knows ids delivers it once, however often this is repeated after a crash.
 */
export function tellCustomer<Order extends { orderId: string }>(
  write: (order: Order) => OrderMail,
) {
  return async (
    { mailer, newId, clock }: NotificationsKit,
    { data: order }: Event<Order>,
    finish: (effect: (tx: NotificationsTx) => Promise<void>) => Promise<void>,
  ): Promise<void> => {
    const { orderId } = order;
    const mail = write(order);
    const { kind, returnId, to, subject, text } = mail;
    const news = kind.replace("_", "-") + (returnId ? `.${returnId}` : "");
    await mailer.send({ id: `${news}.${orderId}`, to, subject, text });
    await finish(async (tx) => {
      const id = newId();
      await insertNotification(tx, { id, orderId, mail, sentAt: clock.now() });
      const about = { kind, ...(returnId && { returnId }) };
      tx.emit(notificationSent, { orderId, notificationId: id, ...about });
    });
  };
}
