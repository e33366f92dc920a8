import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Logger } from "@quad/telemetry";
import { isPacked, packedFolder } from "./packed-packages.ts";

const PROGRAM = fileURLToPath(new URL("pack-packages.ts", import.meta.url));
/** A stop waits so long for it: the next start is quicker by a third. */
const FINISH_WITHIN_MS = 3_000;

/**
 * The first time, makes the next start quicker while the campus runs. The returned function lets it
 * finish, for a moment at most. Without it everything works, as slowly as before.
 */
export function packInBackground(cache: string, log: Logger): () => Promise<void> {
  if (isPacked(packedFolder(cache))) return async () => {};
  const abandoned = new AbortController();
  const packing = promisify(execFile)(process.execPath, [PROGRAM, cache], {
    signal: abandoned.signal,
  }).catch((error: unknown) => log.debug({ error }, "packages were not packed"));
  return async () => {
    const overdue = setTimeout(() => abandoned.abort(), FINISH_WITHIN_MS);
    await packing;
    clearTimeout(overdue);
  };
}
