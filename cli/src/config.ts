import { Command } from "commander";

/** `quad config`: every setting, its value, where it comes from, what it means. */
export const config = new Command("config")
  .description("Show every setting: value, source, meaning")
  .action(async () => {
    const { showConfig } = await import("./show-config.ts");
    await showConfig();
  });
