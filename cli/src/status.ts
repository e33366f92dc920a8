import { Command } from "commander";

/** `quad status`: what runs, and whether it is ready. */
export const status = new Command("status")
  .description("Show what runs from QUAD_HOME and whether it is ready")
  .action(async () => {
    const { showStatus } = await import("./show-status.ts");
    await showStatus();
  });
