import { defineService } from "@quad/chassis";
import type { CartKit } from "./cart-kit.ts";
import { cartSettings } from "./cart-settings.ts";
import { consumers } from "./consumers.ts";
import { routes } from "./routes.ts";
import { sweepCarts } from "./sweep-carts.ts";

/** Cart: what guests think of buying. */
export const cart = defineService<CartKit>({
  name: "cart",
  summary: "What guests think of buying.",
  migrations: new URL("../migrations/", import.meta.url),
  settings: cartSettings,
  routes,
  consumers,
  statuses: { CART_COOKIE_INVALID: 400 },
  jobs: [sweepCarts],
});
