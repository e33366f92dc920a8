import { cart } from "@quad/cart";
import { catalog } from "@quad/catalog";
import { gateway } from "@quad/gateway";
import { inventory } from "@quad/inventory";
import { notifications } from "@quad/notifications";
import { orders } from "@quad/orders";
import { payments } from "@quad/payments";

/** All services that it takes to buy a book. */
export const services = [catalog, cart, orders, inventory, payments, notifications, gateway];
