import { Command } from "commander";

/** `quad bench`: measures Quad beside its peers on this machine and prints tables. */
export const bench = new Command("bench")
  .description("Measure Quad beside its peers, in the same run on this machine")
  .argument("[names...]", "which benchmarks; all when absent")
  .action(async (names: string[]) => {
    const { runBenchmarks } = await import("@quad/bench");
    await runBenchmarks(names);
  });
