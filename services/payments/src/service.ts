import { defineService } from "@quad/chassis";
import { paymentDeclined, paymentReceived } from "@quad/contracts";
import { calls } from "./calls.ts";
import { consumers } from "./consumers.ts";
import { PaymentWatch } from "./payment-watch.ts";
import type { PaymentsKit } from "./payments-kit.ts";
import { routes } from "./routes.ts";

/** Payments: takes the money for an order, once. */
export const payments = defineService<PaymentsKit>({
  name: "payments",
  summary: "Takes the money for an order, once.",
  migrations: new URL("../migrations/", import.meta.url),
  needs: { charge: true },
  resources: () => ({ watch: new PaymentWatch() }),
  routes,
  calls,
  consumers,
  emits: [paymentReceived, paymentDeclined],
  // What providers are used to hear when a signature is wrong.
  statuses: { CHARGE_NOTICE_INVALID: 400 },
});
