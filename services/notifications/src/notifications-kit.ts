import type { DatabaseKit, OptionalPorts } from "@quad/chassis";
import type { Tx } from "@quad/database";
import type { OrderMail } from "./domain/order-mail.ts";

/** The tables of notifications. */
export interface NotificationsSchema {
  notification: {
    id: string;
    order_id: string;
    kind: OrderMail["kind"];
    return_id: string | null;
    to_name: string;
    to_email: string;
    subject: string;
    body: string;
    sent_at: Date;
  };
}

export type NotificationsKit = DatabaseKit<NotificationsSchema> & Pick<OptionalPorts, "mailer">;
export type NotificationsTx = Tx<NotificationsSchema>;
