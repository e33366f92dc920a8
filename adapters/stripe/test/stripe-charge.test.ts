import { type Charge, SIMULATED_TOKENS } from "@quad/charge";
import { chargeSuite } from "@quad/charge/conformance";
import { systemClock as clock } from "@quad/clock";
import { testAdapter } from "@quad/testkit";
import { onTestFinished } from "vitest";
import { stripeCharge } from "../src/index.ts";
import { credentials, stripeShapedServer } from "./stripe-shaped-server.ts";

/** Stripe's own names for what the suite pays with. */
const CARDS: Readonly<Record<string, string>> = {
  [SIMULATED_TOKENS.ok]: "pm_card_visa",
  [SIMULATED_TOKENS.declined]: "pm_card_chargeDeclined",
};

testAdapter(chargeSuite, "stripe", async () => {
  const server = await stripeShapedServer();
  onTestFinished(() => server[Symbol.asyncDispose]());
  const { inbox, sign } = server.webhooks;
  return {
    open: () => payingWithCards(stripeCharge({ ...credentials, url: server.url, clock })),
    inbox,
    sign,
    amountMax: 99_999_999,
  };
});

function payingWithCards(charge: Charge): Charge {
  return {
    ...charge,
    capture: ({ paymentToken, ...request }) =>
      charge.capture({ ...request, paymentToken: CARDS[paymentToken] ?? paymentToken }),
  };
}
