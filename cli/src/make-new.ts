import { spawn } from "node:child_process";
import { once } from "node:events";
import { ScaffoldRefused, scaffold } from "@quad/tools/scaffold";
import { cliErrors } from "./cli-errors.ts";

/** Makes one and says what came of it. Error: SCAFFOLD_REFUSED. */
export async function makeNew(kind: string, name: string): Promise<void> {
  const { made, changed, hasNewPackage, next } = await scaffold(kind, name).catch((error) => {
    if (error instanceof ScaffoldRefused) {
      throw cliErrors.SCAFFOLD_REFUSED({ reason: error.message }, error);
    }
    throw error;
  });
  const lines = [
    ...made.map((path) => `made     ${path}`),
    ...changed.map((path) => `changed  ${path}`),
    "",
    ...next,
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
  // A package is found by its name once npm has linked it.
  if (hasNewPackage) await linkPackages();
}

async function linkPackages(): Promise<void> {
  const npm = spawn("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund"], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  const [code] = await once(npm, "exit");
  if (code !== 0) process.stdout.write("npm did not link the new package: run npm install.\n");
}
