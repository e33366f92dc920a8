import { mailbox } from "./apps/mailbox/app.ts";
import { orders } from "./apps/orders/app.ts";
import { shop } from "./apps/shop/app.ts";

/** Every app of the campus, in the order in which the header shows them. */
export const apps = [shop, orders, mailbox] as const;
