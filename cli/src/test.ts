import { Command } from "commander";
import { partedAt } from "./parted-at.ts";

/** `quad test`: all that npm alone provides; `--engines`: what needs engines from outside. */
export const test = new Command("test")
  .description("Run the tests, or those below the given paths")
  .argument("[paths...]", "such as services/orders")
  .option("--engines", "run the tests against engines from outside npm; see ./quad engines up")
  .option("--changed [commit]", "only what is affected by the changes since then, or since main")
  .action(async (paths: string[], options: { engines?: true; changed?: string | true }) => {
    const { engines, changed } = options;
    const { runTests } = await import("@quad/tools/run-tests");
    if (engines) {
      const { requireEngines } = await import("./engines/running-engines.ts");
      Object.assign(process.env, await requireEngines());
    }
    process.exitCode = await runTests({
      paths,
      tier: engines ? "engines" : "npm",
      ...(changed && { changedSince: await partedAt(changed === true ? "main" : changed) }),
    });
  });
