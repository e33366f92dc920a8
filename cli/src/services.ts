import { cart } from "@quad/cart";
import { catalog } from "@quad/catalog";
import type { Service } from "@quad/chassis";
import { gateway } from "@quad/gateway";
import { inventory } from "@quad/inventory";
import { notifications } from "@quad/notifications";
import { orders } from "@quad/orders";
import { payments } from "@quad/payments";

/** Every service of the campus. */
export const services: readonly Service[] = [
  catalog,
  cart,
  orders,
  inventory,
  payments,
  notifications,
  gateway,
];
