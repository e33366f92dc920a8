import { type Static, Type } from "typebox";
import { defineEvent } from "../define-event.ts";
import { Id } from "../money.ts";

export const notificationSent = defineEvent({
  type: "notifications.notification-sent",
  version: 1,
  owner: "notifications",
  summary: "The customer was told what became of an order.",
  key: "orderId",
  schema: Type.Object({
    orderId: Id,
    notificationId: Id,
    kind: Type.Enum([
      "order_confirmed",
      "order_cancelled",
      "order_shipped",
      "order_delivered",
      "order_returned",
    ]),
    /** Of an order that came back: which return. */
    returnId: Type.Optional(Id),
  }),
  example: {
    orderId: "018f3a52-7c1e-7d7a-9b1e-2f6f0c5f2a10",
    notificationId: "018f3a52-7c1e-7d7a-9b1e-2f6f0c5f2a12",
    kind: "order_confirmed",
  },
});
export type NotificationSent = Static<typeof notificationSent.schema>;
