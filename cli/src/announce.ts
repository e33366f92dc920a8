import { Command } from "commander";

/** `quad announce [service]`: for a service that joined after the bus had forgotten the past. */
export const announce = new Command("announce")
  .description("Have services say their present state again, for one that joined late")
  .argument("[service]", "only this one, such as catalog")
  .action(async (service: string | undefined) => {
    const { announceStates } = await import("./announce-states.ts");
    const { withPlatform } = await import("./with-platform.ts");
    await withPlatform((platform) => announceStates(service, platform));
  });
