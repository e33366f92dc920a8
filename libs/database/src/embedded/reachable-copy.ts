import { createHash } from "node:crypto";
import { chmod, cp, lstat, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";

/**
 * A copy of a folder of binaries that every user may run, made once for a machine: when root keeps
 * the installation under a folder that only root may enter, Postgres, which never runs as root,
 * could not reach it. This is the one thing Quad writes outside its home.
 */
export async function reachableCopy(source: string): Promise<string> {
  const print = await fingerprint(source);
  const shared = join(tmpdir(), `quad-postgres-${print.slice(0, 16)}`);
  if (await isGenuine(shared, print)) return shared;
  const fresh = await mkdtemp(`${shared}-`);
  await cp(source, fresh, { recursive: true, verbatimSymlinks: true });
  await openToAll(fresh);
  if (await tryRename(fresh, shared)) return shared;
  // Somebody was quicker, or the name is occupied by what is not ours or no longer whole.
  if (!(await isGenuine(shared, print))) {
    await rm(shared, { recursive: true });
    return (await tryRename(fresh, shared)) ? shared : fresh;
  }
  await rm(fresh, { recursive: true });
  return shared;
}

async function tryRename(from: string, to: string): Promise<boolean> {
  return rename(from, to).then(
    () => true,
    () => false,
  );
}

/** Made by root and whole: the temporary folder is open to all, and cleaners thin out old files. */
async function isGenuine(folder: string, print: string): Promise<boolean> {
  const stats = await lstat(folder).catch(() => undefined);
  if (!stats?.isDirectory() || stats.uid !== 0) return false;
  return (await fingerprint(folder)) === print;
}

/** Names and sizes of all files: tells versions apart, and a whole copy from a thinned one. */
async function fingerprint(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const lines = entries
    .filter((entry) => !entry.isDirectory())
    .map(async ({ parentPath, name }) => {
      const path = join(parentPath, name);
      return `${relative(folder, path)} ${(await lstat(path)).size}\n`;
    });
  const hash = createHash("sha256");
  for (const line of (await Promise.all(lines)).sort()) hash.update(line);
  return hash.digest("hex");
}

async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isSymbolicLink()) await chmod(join(entry.parentPath, entry.name), 0o755);
  }
}
