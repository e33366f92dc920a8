import { Command } from "commander";

/** `quad up`: starts the campus and stays until it is told to stop. */
export const up = new Command("up")
  .description("Start the campus and print its addresses; Ctrl-C drains and stops it")
  .option("--isolate", "one process a service, under a supervisor that restarts what dies")
  .action(async ({ isolate }: { isolate?: true }) => {
    const { runCampus } = await import("./run-campus.ts");
    await runCampus(isolate ? "isolated" : "one process", process.env);
  });
