import type { Kit } from "@quad/chassis";
import { defineSettings, type SettingsOf } from "@quad/config";

export const gatewaySettings = defineSettings({
  QUAD_WEB: {
    kind: "path",
    default: "",
    meaning: "The folder of the built web client; none serves the API alone.",
  },
  QUAD_GATEWAY_TIMEOUT: {
    kind: "duration",
    // Services answer within 10 s or say that they could not, so this passes only when one hangs.
    default: "15s",
    meaning: "How long the gateway waits for a service to begin its answer.",
  },
});

export interface GatewayKit extends Kit {
  readonly settings: SettingsOf<typeof gatewaySettings>;
}
