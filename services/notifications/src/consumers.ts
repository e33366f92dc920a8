import { consumersOf } from "@quad/chassis";
import {
  orderCancelled,
  orderConfirmed,
  orderDelivered,
  orderReturned,
  orderShipped,
} from "@quad/contracts";
import {
  cancellationMail,
  confirmationMail,
  deliveryMail,
  returnMail,
  shipmentMail,
} from "./domain/order-mail.ts";
import type { NotificationsKit } from "./notifications-kit.ts";
import { tellCustomer } from "./tell-customer.ts";

const { onOutward } = consumersOf<NotificationsKit>();

/** What notifications hears, and what it does about it. */
export const consumers = [
  onOutward(orderConfirmed, tellCustomer(confirmationMail)),
  onOutward(orderCancelled, tellCustomer(cancellationMail)),
  onOutward(orderShipped, tellCustomer(shipmentMail)),
  onOutward(orderDelivered, tellCustomer(deliveryMail)),
  onOutward(orderReturned, tellCustomer(returnMail)),
];
