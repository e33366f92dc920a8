import { killStartedProcesses, runMark } from "@quad/testkit/processes";
import type { Vitest } from "vitest/node";

/**
 * Does the work and closes Vitest. What tests started ends with this process, however it ends:
 * also when a worker has died that should have ended it, and when Ctrl-C or a signal, which Vitest
 * answers by exiting, cuts the run short.
 */
export async function endedWithRun(
  vitest: Vitest,
  work: () => Promise<number>,
  whenCut: () => void,
): Promise<number> {
  let isCut = true;
  process.once("exit", () => {
    killStartedProcesses(runMark(process.pid));
    if (isCut) whenCut();
  });
  const exitCode = await work();
  await vitest.close();
  isCut = false;
  return exitCode;
}
