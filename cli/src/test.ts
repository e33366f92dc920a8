import { Command } from "commander";

/** `quad test`: all that npm alone provides; `--engines`: what needs engines from outside. */
export const test = new Command("test")
  .description("Run the tests, or those below the given paths")
  .argument("[paths...]", "such as services/orders")
  .option("--engines", "run the tests against engines from outside npm; see ./quad engines up")
  .action(async (paths: string[], { engines }: { engines?: true }) => {
    const { runTests } = await import("./run-tests.ts");
    process.exitCode = await runTests(paths, engines ? "engines" : "npm");
  });
