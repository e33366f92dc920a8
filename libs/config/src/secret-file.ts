import { randomBytes } from "node:crypto";
import { link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { configErrors } from "./config-errors.ts";

const LENGTH_BYTES = 32;

/**
 * The secret kept in `<home>/secrets/<name>`, made at its first use: 64 hexadecimal digits in a
 * file that only its owner may read, in a folder that only its owner may enter. Processes that
 * ask at the same time get the same one. Error: CONFIG_SECRET_UNAVAILABLE.
 */
export async function secretFile(home: string, name: string): Promise<string> {
  if (!/^[a-z][a-z0-9-]*$/.test(name)) throw new TypeError(`Not a secret's name: ${name}`);
  const file = join(home, "secrets", name);
  try {
    const secret = (await read(file)) ?? (await make(home, file));
    if (!secret) throw new Error("the file is empty");
    return secret;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw configErrors.CONFIG_SECRET_UNAVAILABLE({ file, reason }, error);
  }
}

async function read(file: string): Promise<string | undefined> {
  try {
    return (await readFile(file, "utf8")).trim();
  } catch (error) {
    if (hasCode(error, "ENOENT")) return undefined;
    throw error;
  }
}

/**
 * The whole secret is written aside and gets its name in one step. Of two processes that do this
 * at once, one finds the name taken; both then read what is there.
 */
async function make(home: string, file: string): Promise<string | undefined> {
  // Apart, because the home itself stays open: the database's own user passes through it.
  await mkdir(home, { recursive: true });
  await mkdir(join(home, "secrets"), { recursive: true, mode: 0o700 });
  const aside = `${file}.${randomBytes(6).toString("hex")}`;
  const secret = randomBytes(LENGTH_BYTES).toString("hex");
  try {
    await writeFile(aside, `${secret}\n`, { mode: 0o600, flag: "wx", flush: true });
    await link(aside, file);
  } catch (error) {
    if (!hasCode(error, "EEXIST")) throw error;
  } finally {
    await rm(aside, { force: true });
  }
  return read(file);
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
