import type { Kit } from "@quad/chassis";
import { defineSettings, type SettingsOf } from "@quad/config";

export const gatewaySettings = defineSettings({
  QUAD_WEB: {
    kind: "path",
    default: "",
    meaning: "The folder of the built web client; none serves the API alone.",
  },
});

export interface GatewayKit extends Kit {
  readonly settings: SettingsOf<typeof gatewaySettings>;
}
