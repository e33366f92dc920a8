import { existsSync, statfsSync } from "node:fs";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "@quad/clock";
import { claimHome } from "../embedded/home-claim.ts";
import { endLeftover } from "../embedded/leftover-server.ts";
import { openPostgresHome } from "../embedded/postgres-home.ts";

const MEMORY_FOLDER = "/dev/shm";
/** A container may have a memory file system of a few megabytes. */
const ROOM_BYTES_MIN = 2 * 1024 ** 3;
const PREFIX = "quad-test-postgres-";

/**
 * An empty home for a test server, in memory where there is room: a database has 300 files, and
 * copying them takes 8 ms there, on some disks 200.
 */
export async function makeTestHome(): Promise<string> {
  const folder = hasRoom(MEMORY_FOLDER) ? MEMORY_FOLDER : tmpdir();
  await removeAbandoned(folder);
  return mkdtemp(join(folder, PREFIX));
}

function hasRoom(folder: string): boolean {
  if (!existsSync(folder)) return false;
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize >= ROOM_BYTES_MIN;
}

/** What test runs left behind that were killed: files, and a server that nobody stops. */
async function removeAbandoned(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.startsWith(PREFIX));
  for (const home of names.map((name) => join(folder, name))) {
    // Without a run file it is being made by somebody at this moment.
    if (!existsSync(join(home, "run", "postgres.json"))) continue;
    try {
      const { leftover } = claimHome(await openPostgresHome(home));
      if (leftover !== undefined) await endLeftover(leftover, systemClock);
      await rm(home, { recursive: true, force: true });
    } catch {
      // In use, or another user's.
    }
  }
}
