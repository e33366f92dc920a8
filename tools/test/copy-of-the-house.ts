import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { root } from "../run-program.ts";

/** The repository as it is, without its history, and with the packages that npm installed. */
export function copyOfTheHouse(folder: string): void {
  const list = ["ls-files", "--cached", "--others", "--exclude-standard", "-z"];
  const files = execFileSync("git", list, { cwd: root, encoding: "utf8" }).split("\0");
  for (const path of files.filter(Boolean)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    cpSync(join(root, path), join(folder, path), { dereference: false });
  }
  // Tidy asks git which files there are.
  execFileSync("git", ["init", "--quiet"], { cwd: folder });
  for (const path of ["node_modules", "cli/node_modules"]) copyModules(folder, path);
}

/** As `npm install` does for a package of the house. */
export function linkPackage(folder: string, path: string): void {
  const { name } = JSON.parse(readFileSync(join(folder, path, "package.json"), "utf8"));
  symlinkSync(join("..", "..", path), join(folder, "node_modules", name));
}

/** By hard links where the disk is the same; those of npm's links to packages stay relative. */
function copyModules(folder: string, path: string): void {
  if (!existsSync(join(root, path))) return;
  const to = join(folder, path);
  const copied = spawnSync("cp", ["-al", join(root, path), to]);
  if (copied.status !== 0) execFileSync("cp", ["-a", "--", join(root, path), dirname(to)]);
}
