import { defineService } from "@quad/chassis";
import { campusReadiness } from "./campus-readiness.ts";
import { docs } from "./docs.ts";
import { errorPage } from "./error-page.ts";
import { type GatewayKit, gatewaySettings } from "./gateway-kit.ts";
import { pages } from "./pages.ts";
import { proxy } from "./proxy.ts";

/** Gateway: the one public door. It owns no data and hears no events. */
export const gateway = defineService<GatewayKit>({
  name: "gateway",
  summary: "The one public door.",
  settings: gatewaySettings,
  routes: [],
  plugins: (kit) => [proxy(kit), campusReadiness(kit), docs(kit), errorPage, pages(kit)],
});
