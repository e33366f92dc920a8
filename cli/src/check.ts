import { Command } from "commander";

/** `quad check`: types, lint, dependency rules, tidy. */
export const check = new Command("check")
  .description("Check types, style, dependency rules and tidiness")
  .action(async () => {
    const { check: run } = await import("@quad/tools/check");
    process.exitCode = await run();
  });
