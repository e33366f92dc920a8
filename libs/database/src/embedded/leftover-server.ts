import type { Clock } from "@quad/clock";
import { isAlive, type ProcessMark } from "@quad/process-mark";
import { endProcess } from "./end-process.ts";

const POLL_MS = 10;

/** Ends the server of a process that was killed: it would keep the data folder for itself. */
export async function endLeftover(server: ProcessMark, clock: Clock): Promise<void> {
  const gone = async () => {
    while (isAlive(server)) await clock.sleep(POLL_MS);
  };
  const signal = (name: NodeJS.Signals) => isAlive(server) && process.kill(server.pid, name);
  await endProcess({ signal, ended: gone() }, clock);
}
