import { execFile } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { temporaryFolder } from "@quad/testkit";
import { expect, test } from "vitest";
import { packedFile, packedFolder, specifiers } from "../src/packed-packages.ts";

const run = promisify(execFile);
const source = (name: string) => fileURLToPath(new URL(`../src/${name}`, import.meta.url));

test("packages are packed once, loaded from there, and work as they did", async () => {
  const home = temporaryFolder();
  const cache = join(home, "cache");
  for (const _again of [1, 2]) await run(process.execPath, [source("pack-packages.ts"), cache]);

  const asking = `
    import { loadPacked } from ${JSON.stringify(source("packed-packages.ts"))};
    loadPacked(${JSON.stringify(cache)});
    const { Type } = await import("typebox");
    const { Compile } = await import("typebox/compile");
    const { Format } = await import("typebox/format");
    Format.Set("even", (text) => text.length % 2 === 0);
    const check = Compile(Type.Object({ a: Type.String({ format: "even" }) }));
    console.log(JSON.stringify({
      urls: ${JSON.stringify(specifiers)}.map((each) => import.meta.resolve(each)),
      answers: [check.Check({ a: "ab" }), check.Check({ a: "abc" }), check.Check({ a: 1 })],
    }));`;
  const args = ["--input-type=module", "--eval", asking];
  const { stdout } = await run(process.execPath, args, { cwd: source("..") });
  const folder = packedFolder(cache);
  expect(JSON.parse(stdout)).toEqual({
    urls: specifiers.map((each) => `file://${packedFile(folder, each)}`),
    answers: [true, false, false],
  });

  const config = await run(process.execPath, [source("main.ts"), "config"], {
    env: { PATH: process.env.PATH, QUAD_HOME: home },
  });
  expect(config.stdout).toContain("QUAD_CART_TTL");
});
