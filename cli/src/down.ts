import { Command } from "commander";

/** `quad down`: stops the campus of this home in good order. */
export const down = new Command("down")
  .description("Stop the campus that runs from QUAD_HOME")
  .action(async () => {
    const { stopCampus } = await import("./stop-campus.ts");
    await stopCampus();
  });
