import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { cliErrors } from "./cli-errors.ts";

/** The commit where this branch and another commit have parted. Error: COMMIT_UNKNOWN. */
export async function partedAt(commit: string): Promise<string> {
  try {
    const args = ["-C", import.meta.dirname, "merge-base", commit, "HEAD"];
    return (await promisify(execFile)("git", args)).stdout.trim();
  } catch (cause) {
    throw cliErrors.COMMIT_UNKNOWN({ commit }, cause);
  }
}
