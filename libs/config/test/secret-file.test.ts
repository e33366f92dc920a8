import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { secretFile } from "@quad/config";
import { temporaryFolder } from "@quad/testkit";
import { expect, test } from "vitest";

const modeOf = (path: string) => statSync(path).mode & 0o777;

test("is made at first use and kept", async () => {
  const home = join(temporaryFolder(), "new");
  const secret = await secretFile(home, "master");
  expect(secret).toMatch(/^[0-9a-f]{64}$/);
  expect(await secretFile(home, "master")).toBe(secret);
  expect(await secretFile(home, "other")).not.toBe(secret);
});

test("only its owner may read it, and nothing else is left in the folder", async () => {
  const home = join(temporaryFolder(), "new");
  await secretFile(home, "master");
  expect(modeOf(join(home, "secrets", "master"))).toBe(0o600);
  expect(modeOf(join(home, "secrets"))).toBe(0o700);
  // The home is as open as any new folder: the database's own user passes through it.
  expect(modeOf(home)).toBe(0o777 & ~process.umask());
  expect(readdirSync(join(home, "secrets"))).toEqual(["master"]);
});

test("a hundred callers in this process agree", async () => {
  const home = temporaryFolder();
  const secrets = await Promise.all(Array.from({ length: 100 }, () => secretFile(home, "shared")));
  expect(new Set(secrets).size).toBe(1);
});

test("processes that start at once agree", async () => {
  const home = temporaryFolder();
  const children = Array.from({ length: 4 }, () =>
    fork(join(import.meta.dirname, "make-secret.ts")),
  );
  await Promise.all(children.map((child) => once(child, "message")));
  const answers = children.map((child) => once(child, "message"));
  for (const child of children) child.send(home);
  const secrets = (await Promise.all(answers)).map(([secret]) => secret);
  expect(new Set(secrets).size).toBe(1);
  expect(secrets[0]).toBe(await secretFile(home, "shared"));
});

test("a secret somebody put there is used as it is", async () => {
  const home = temporaryFolder();
  mkdirSync(join(home, "secrets"));
  writeFileSync(join(home, "secrets", "master"), "chosen by hand\n");
  expect(await secretFile(home, "master")).toBe("chosen by hand");
});

test("an empty file is no secret", async () => {
  const home = temporaryFolder();
  mkdirSync(join(home, "secrets"));
  writeFileSync(join(home, "secrets", "master"), "");
  await expect(secretFile(home, "master")).rejects.toMatchObject({
    code: "CONFIG_SECRET_UNAVAILABLE",
    message: expect.stringContaining("the file is empty"),
  });
});

test("a home that cannot be written is one clear error with its cause", async () => {
  const home = join(temporaryFolder(), "file");
  writeFileSync(home, "in the way");
  await expect(secretFile(home, "master")).rejects.toMatchObject({
    code: "CONFIG_SECRET_UNAVAILABLE",
    cause: { code: "ENOTDIR" },
  });
});

test("a name that leaves the folder is a mistake", async () => {
  await expect(secretFile(temporaryFolder(), "../master")).rejects.toThrow(TypeError);
});
