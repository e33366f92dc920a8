import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { temporaryFolder } from "@quad/testkit";
import { expect, test } from "vitest";
import { root } from "../run-program.ts";

/** An `npm` that takes its time, and whose second run would take away what the first has made. */
const NPM = `#!/bin/sh
echo run >>runs
rm -rf node_modules
sleep 0.3
mkdir -p node_modules/.bin
printf '#!/bin/sh\\necho started\\n' >node_modules/.bin/node
chmod +x node_modules/.bin/node
touch node_modules/.package-lock.json
`;

/** A folder with nothing but the launcher, and how to start it there. */
function bareHouse(npm = NPM) {
  const folder = temporaryFolder();
  const programs = join(folder, "programs");
  mkdirSync(programs);
  copyFileSync(join(root, "quad"), join(folder, "quad"));
  writeFileSync(join(folder, "package-lock.json"), "{}");
  writeFileSync(join(programs, "npm"), npm);
  chmodSync(join(programs, "npm"), 0o755);
  const env = { PATH: `${programs}:/usr/bin:/bin` };
  return {
    folder,
    async start() {
      const launched = spawn(join(folder, "quad"), [], { env });
      const [out, [code]] = await Promise.all([
        text(launched.stdout),
        once(launched, "exit") as Promise<[number]>,
      ]);
      return { out, code };
    },
    runs: () => readFileSync(join(folder, "runs"), "utf8").trim().split("\n").length,
  };
}

test("of several starts at once one installs, and all go on", async () => {
  const house = bareHouse();
  const starts = await Promise.all([house.start(), house.start(), house.start()]);
  expect(starts).toEqual(new Array(3).fill({ out: "started\n", code: 0 }));
  expect(house.runs()).toBe(1);
  expect(existsSync(join(house.folder, ".installing"))).toBe(false);
  await house.start();
  expect(house.runs()).toBe(1);
});

test("the turn of one that was killed is taken over", async () => {
  const house = bareHouse();
  mkdirSync(join(house.folder, ".installing"));
  const { pid } = spawnSync("true");
  writeFileSync(join(house.folder, ".installing", "pid"), `${pid}`);
  expect(await house.start()).toEqual({ out: "started\n", code: 0 });
});

test("an installation that fails is said, and holds up nobody", async () => {
  const house = bareHouse("#!/bin/sh\nexit 1\n");
  expect((await house.start()).code).toBe(1);
  expect(existsSync(join(house.folder, ".installing"))).toBe(false);
});

test("only the packages that package.json names run a script when they are installed", () => {
  const read = (name: string) => readFileSync(join(root, name), "utf8");
  const { packages } = JSON.parse(read("package-lock.json")) as {
    packages: Record<string, { hasInstallScript?: boolean }>;
  };
  const { allowScripts } = JSON.parse(read("package.json")) as { allowScripts: object };
  const scripted = Object.entries(packages).filter(([, { hasInstallScript }]) => hasInstallScript);
  const names = scripted.map(([path]) => path.replace(/^.*node_modules\//, ""));
  expect(names.toSorted()).toEqual(Object.keys(allowScripts).toSorted());
  expect(read(".npmrc").split("\n")).toContain("strict-allow-scripts=true");
});
