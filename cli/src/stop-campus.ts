import { setTimeout as sleep } from "node:timers/promises";
import { isAlive } from "@quad/process-mark";
import { campusConfig } from "./campus-config.ts";
import { readRunFile } from "./campus-home.ts";
import { cliErrors } from "./cli-errors.ts";

const STOP_WITHIN_MS = 15_000;
const LOOK_EVERY_MS = 50;

/**
 * Asks the campus of this home to stop and waits for it.
 * Errors: CAMPUS_NOT_RUNNING, CAMPUS_NOT_STOPPING.
 */
export async function stopCampus(): Promise<void> {
  const { QUAD_HOME: home } = campusConfig(process.env);
  const run = await readRunFile(home);
  if (!run) throw cliErrors.CAMPUS_NOT_RUNNING({ home });
  process.kill(run.pid, "SIGTERM");
  const deadline = Date.now() + STOP_WITHIN_MS;
  while (isAlive(run)) {
    if (Date.now() > deadline) {
      throw cliErrors.CAMPUS_NOT_STOPPING({ pid: run.pid, seconds: STOP_WITHIN_MS / 1000 });
    }
    await sleep(LOOK_EVERY_MS);
  }
  process.stdout.write(`The campus at ${run.url} has stopped. Its data stays in ${home}.\n`);
}
