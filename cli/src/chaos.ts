import type { CheckoutFlow } from "@quad/chaos";
import { Command, InvalidArgumentError, Option } from "commander";
import { stopRequested } from "./stop-signals.ts";

const CHECKOUTS_DEFAULT = 1_000;
const CHECKOUTS_MAX = 1_000_000;
const MINUTES_DEFAULT = 15;
const MINUTES_MAX = 24 * 60;
const SEED_MAX = 2 ** 31 - 1;

/** `quad chaos`: breaks a campus of its own under load and checks that nothing was lost. */
export const chaos = new Command("chaos")
  .description("Break a campus of its own under load, and check that nothing is lost")
  .option("--seed <number>", "the same seed gives the same load and faults", whole(0, SEED_MAX))
  .option("--checkouts <number>", "how many", whole(1, CHECKOUTS_MAX), CHECKOUTS_DEFAULT)
  .addOption(
    new Option("--flow <flow>", "who takes an order further: a saga, or nobody")
      .choices(["orchestrated", "choreographed"])
      .default("orchestrated"),
  )
  .option("--minutes <number>", "of load at most", whole(1, MINUTES_MAX), MINUTES_DEFAULT)
  .action(async ({ seed = newSeed(), checkouts, minutes, flow }: Options) => {
    const { chaosPlan, printReport, runChaos } = await import("@quad/chaos");
    const print = (line: string) => void process.stdout.write(`${line}\n`);
    const stopping = new AbortController();
    void stopRequested().then(() => stopping.abort());
    const plan = chaosPlan({ seed, checkouts });
    const { signal } = stopping;
    const result = await runChaos({ plan, flow, minutes, say: print, signal });
    printReport(result, print);
    if (result.findings.some(({ violations }) => violations.length > 0)) process.exitCode = 1;
  });

interface Options {
  readonly seed?: number;
  readonly checkouts: number;
  readonly minutes: number;
  readonly flow: CheckoutFlow;
}

function whole(least: number, most: number) {
  return (text: string): number => {
    const number = Number(text);
    if (/^\d+$/.test(text) && number >= least && number <= most) return number;
    throw new InvalidArgumentError(`It is a whole number from ${least} to ${most}.`);
  };
}

function newSeed(): number {
  return Math.floor(Math.random() * SEED_MAX);
}
