import { chown, lstat, mkdir, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { temporaryFolder } from "@quad/testkit";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { reachableCopy } from "../src/embedded/reachable-copy.ts";

let source: string;
beforeEach(async () => {
  vi.stubEnv("TMPDIR", temporaryFolder());
  source = temporaryFolder();
  await mkdir(join(source, "bin"), { mode: 0o700 });
  await mkdir(join(source, "lib"));
  await writeFile(join(source, "bin", "postgres"), "#!/bin/sh\n", { mode: 0o700 });
  await writeFile(join(source, "lib", "libpq.so.5.18"), "library");
  await symlink("libpq.so.5.18", join(source, "lib", "libpq.so.5"));
});
afterEach(() => vi.unstubAllEnvs());

const NOBODY = 65_534;

describe.runIf(process.getuid?.() === 0)("a copy of the binaries that everybody may run", () => {
  test("is whole, and open to all", async () => {
    const copy = await reachableCopy(source);
    expect(await readFile(join(copy, "lib", "libpq.so.5"), "utf8")).toBe("library");
    for (const path of ["", "bin", "bin/postgres", "lib", "lib/libpq.so.5.18"]) {
      expect((await lstat(join(copy, path))).mode & 0o777, path).toBe(0o755);
    }
  });

  test("is made once, whoever asks at the same time", async () => {
    const copies = await Promise.all([source, source, source].map(reachableCopy));
    expect(new Set(copies).size).toBe(1);
    expect(await reachableCopy(source)).toBe(copies[0]);
    const copiesLeft = (await readdir(tmpdir())).filter((name) =>
      name.startsWith("quad-postgres-"),
    );
    expect(copiesLeft).toHaveLength(1);
  });

  test("is made again when a cleaner took a part of it", async () => {
    const copy = await reachableCopy(source);
    await rm(join(copy, "lib", "libpq.so.5.18"));
    expect(await reachableCopy(source)).toBe(copy);
    expect(await readFile(join(copy, "lib", "libpq.so.5"), "utf8")).toBe("library");
  });

  test("another version gets another copy", async () => {
    const copy = await reachableCopy(source);
    await writeFile(join(source, "lib", "libpq.so.5.18"), "another library");
    expect(await reachableCopy(source)).not.toBe(copy);
  });

  test("a folder that somebody else put there is not used", async () => {
    const copy = await reachableCopy(source);
    // As good as the genuine one, but for its owner.
    await writeFile(join(copy, "bin", "postgres"), "#!/bin/ev\n");
    await chown(copy, NOBODY, NOBODY);
    const genuine = await reachableCopy(source);
    expect(await readFile(join(genuine, "bin", "postgres"), "utf8")).toBe("#!/bin/sh\n");
    expect((await lstat(genuine)).uid).toBe(0);
  });
});
