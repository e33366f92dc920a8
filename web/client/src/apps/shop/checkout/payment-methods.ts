import type { RadioOption } from "@quad/ui";
import type { PaymentToken } from "../../../api/orders.ts";

/** How the simulated provider can be told to behave. */
export const paymentMethods: readonly RadioOption<PaymentToken>[] = [
  { value: "sim_ok", label: "A card that works", hint: "The order is confirmed." },
  {
    value: "sim_declined",
    label: "A card that is declined",
    hint: "The order is cancelled and its copies go back on the shelf.",
  },
  {
    value: "sim_timeout",
    label: "A provider that answers too late",
    hint: "Payments asks again under the same key until it knows; nothing is charged twice.",
  },
  {
    value: "sim_unavailable",
    label: "A provider that is down",
    hint: "Payments tries again, with longer and longer pauses.",
  },
];
