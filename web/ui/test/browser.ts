import { existsSync } from "node:fs";
import { mkdtemp, readFile, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import sparticuz from "@sparticuz/chromium";
import { type Browser, chromium } from "playwright-core";

/**
 * A real browser that came from npm, started without a window; close it when done. It reaches
 * this machine and nothing else.
 */
export async function openBrowser(): Promise<Browser> {
  return await chromium.launch({ executablePath: await unpackedChromium(), args: [...FLAGS] });
}

const FLAGS = [
  // Chromium's sandbox does not start as root, and tests only open pages of this repository.
  "--no-sandbox",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-gpu",
  "--disable-quic",
  "--disable-sync",
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
] as const;

/**
 * The path of the browser. Its package unpacks 200 MB to a fixed name in the system's temporary
 * folder and takes what lies there for whole, so two test files that start together would run half
 * a browser: here it is unpacked aside and moved into place once it is whole.
 */
async function unpackedChromium(): Promise<string> {
  const folder = join(tmpdir(), `quad-chromium-${await packageVersion()}-${process.getuid?.()}`);
  if (!existsSync(folder)) {
    const aside = await mkdtemp(join(tmpdir(), "quad-chromium-unpacking-"));
    await unpackInto(aside);
    // Somebody else may have been first: theirs is as good.
    await rename(aside, folder).catch(() => rm(aside, { recursive: true }));
  }
  return join(folder, "chromium");
}

async function unpackInto(folder: string): Promise<void> {
  const { TMPDIR } = process.env;
  process.env.TMPDIR = folder;
  try {
    await sparticuz.executablePath();
  } finally {
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
  }
}

async function packageVersion(): Promise<string> {
  const entry = fileURLToPath(import.meta.resolve("@sparticuz/chromium"));
  const manifest = await readFile(join(entry, "../../package.json"), "utf8");
  return (JSON.parse(manifest) as { version: string }).version;
}
