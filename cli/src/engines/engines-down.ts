import { rm } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { isAlive } from "@quad/process-mark";
import { enginesHome, readEngines } from "./running-engines.ts";

const STOP_WITHIN_MS = 10_000;
const LOOK_EVERY_MS = 50;

/** Stops the engines by their pids and deletes their data, which only tests have used. */
export async function enginesDown(): Promise<void> {
  const running = await readEngines();
  for (const engine of running) process.kill(engine.process.pid, "SIGINT");
  const deadline = Date.now() + STOP_WITHIN_MS;
  while (running.some((engine) => isAlive(engine.process)) && Date.now() < deadline) {
    await sleep(LOOK_EVERY_MS);
  }
  await rm(enginesHome(), { recursive: true, force: true });
  process.stdout.write(`${running.length} engine(s) stopped.\n`);
}
