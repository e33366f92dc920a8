import { Command } from "commander";

/** `quad contracts`: what crosses wires between services, beside what was published of it. */
export const contracts = new Command("contracts")
  .description("Compare events and calls with what was published of them")
  .option("--publish", "make today's the published ones; refuses what would break somebody")
  .action(async ({ publish }: { publish?: true }) => {
    const { showContracts } = await import("./show-contracts.ts");
    showContracts(publish === true);
  });
