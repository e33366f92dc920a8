import type { Clock } from "@quad/clock";
import { endProcess } from "./end-process.ts";
import { processIdentity } from "./process-identity.ts";

const POLL_MS = 10;

/** Ends the server of a process that was killed: it would keep the data folder for itself. */
export async function endLeftover(pid: number, clock: Clock): Promise<void> {
  const identity = processIdentity(pid);
  const isAlive = () => identity !== undefined && processIdentity(pid) === identity;
  const gone = async () => {
    while (isAlive()) await clock.sleep(POLL_MS);
  };
  const signal = (name: NodeJS.Signals) => isAlive() && process.kill(pid, name);
  await endProcess({ signal, ended: gone() }, clock);
}
