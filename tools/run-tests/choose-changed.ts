import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { affectedTestsOf } from "../affected/affected-tests.ts";

/** Test files to run, and a text that says which changes led to them. */
export interface ChosenTests {
  readonly paths: ReadonlySet<string>;
  readonly why: string;
}

const GIT_OUTPUT_BYTES_MAX = 64 * 1024 * 1024;
const NAMED_MAX = 20;

/** Of `tests`, those affected by what has changed since a commit, also by what is not committed. */
export async function chooseChanged(
  root: string,
  since: string,
  tests: readonly string[],
): Promise<ChosenTests> {
  const [tracked, untracked] = await Promise.all([
    git(root, ["diff", "--name-only", "--no-renames", "-z", since]),
    git(root, ["ls-files", "--others", "--exclude-standard", "-z"]),
  ]);
  const changed = [...tracked.split("\0"), ...untracked.split("\0")].filter((path) => path !== "");
  const affected = await affectedTestsOf(root, changed, tests);
  const paths = new Set(affected.map(({ path }) => path));
  const causes = Map.groupBy(affected, ({ because }) => because);
  const lines = [...causes]
    .toSorted(([, one], [, other]) => other.length - one.length)
    .map(([cause, reached]) => `  ${String(reached.length).padStart(4)}  ${cause}\n`);
  const more = lines.length > NAMED_MAX ? `        and ${lines.length - NAMED_MAX} more\n` : "";
  const why =
    `${changed.length} files changed since ${since.slice(0, 10)}; ` +
    `${paths.size} of ${tests.length} test files are affected, by way of:\n` +
    `${lines.slice(0, NAMED_MAX).join("")}${more}\n`;
  return { paths, why };
}

async function git(root: string, args: string[]): Promise<string> {
  const options = { cwd: root, maxBuffer: GIT_OUTPUT_BYTES_MAX };
  return (await promisify(execFile)("git", args, options)).stdout;
}
