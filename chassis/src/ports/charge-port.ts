import type { Charge } from "@quad/charge";
import { defineSettings, type SettingsOf } from "@quad/config";
import type { AdapterContext } from "./adapter-context.ts";
import { definePort } from "./define-port.ts";
import { postNotices } from "./post-notices.ts";

const settings = defineSettings({
  QUAD_CHARGE_KEY: {
    kind: "string",
    default: "",
    secret: true,
    meaning: "What the payment provider knows the campus by: with stripe:, its secret API key.",
  },
  QUAD_CHARGE_NOTICE_SECRET: {
    kind: "string",
    default: "",
    secret: true,
    meaning:
      "What the payment provider signs its notices with: with stripe:, the endpoint's signing secret. simulated: derives one when empty.",
  },
});

type ChargeContext = AdapterContext & { readonly settings: SettingsOf<typeof settings> };

/** Captures are known by their orders. */
export const chargePort = definePort<Charge, ChargeContext>()({
  setting: "QUAD_CHARGE",
  default: "simulated:",
  meaning: "The payment provider",
  settings,
  adapters: {
    "simulated:": {
      connections: 2,
      note: "no money moves; tells payments of outcomes, or ?notices=<url>",
      open: async (context) => {
        const { postgresSimulatedCharge } = await import("@quad/postgres/charge");
        return postgresSimulatedCharge({
          ...context,
          url: await context.databaseUrl("charge"),
          noticeSecret: context.settings.QUAD_CHARGE_NOTICE_SECRET || context.secret("notices"),
          notify: postNotices(() => receiverOf(context)),
        });
      },
    },
    "stripe:": { open: openStripe },
    "stripe+http:": { open: openStripe },
  },
});

/** The campus itself, as a provider elsewhere would be told its address. */
function receiverOf({ url, addressOf }: AdapterContext): string | undefined {
  const payments = addressOf("payments");
  const own = payments && `${payments}/api/payments/notices`;
  return url.searchParams.get("notices") ?? own;
}

async function openStripe({ url, clock, settings: given }: ChargeContext): Promise<Charge> {
  const { stripeCharge } = await import("@quad/stripe");
  return stripeCharge({
    url: url.href,
    apiKey: given.QUAD_CHARGE_KEY,
    noticeSecret: given.QUAD_CHARGE_NOTICE_SECRET,
    clock,
  });
}
