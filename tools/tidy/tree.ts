import { execFile } from "node:child_process";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

/** What a rule looks at: the files of a repository. */
export interface Tree {
  readonly files: readonly TreeFile[];
  /** The file at a path, such as `libs/errors/package.json`. */
  file(path: string): TreeFile | undefined;
}

export interface TreeFile {
  /** From the root of the repository, with slashes. */
  readonly path: string;
  /** Empty for binary content. */
  readonly text: string;
  readonly bytes: number;
  readonly executable: boolean;
}

/** Everything git tracks, and everything it would: untracked files that no ignore rule covers. */
export async function repositoryTree(root: string): Promise<Tree> {
  const { stdout } = await promisify(execFile)(
    "git",
    ["ls-files", "-z", "--cached", "--others", "--exclude-standard"],
    { cwd: root, maxBuffer: GIT_OUTPUT_BYTES_MAX },
  );
  const paths = new Set(stdout.split("\0").filter((path) => path !== ""));
  const files = await Promise.all([...paths].map((path) => readTreeFile(root, path)));
  return treeOf(files.filter((file) => file !== undefined));
}

/** A tree in memory, for samples: path to text. As in `ls -F`, `*` after a path: executable. */
export function sampleTree(texts: Readonly<Record<string, string>>): Tree {
  return treeOf(
    Object.entries(texts).map(([path, text]) => ({
      path: path.replace(/\*$/, ""),
      text,
      bytes: Buffer.byteLength(text),
      executable: path.endsWith("*"),
    })),
  );
}

function treeOf(files: readonly TreeFile[]): Tree {
  const byPath = new Map(files.map((file) => [file.path, file]));
  return { files, file: (path) => byPath.get(path) };
}

/** Undefined for what git still lists although it was deleted. */
async function readTreeFile(root: string, path: string): Promise<TreeFile | undefined> {
  try {
    const [content, { mode, size }] = await Promise.all([
      readFile(join(root, path)),
      stat(join(root, path)),
    ]);
    const text = content.includes(0) ? "" : content.toString("utf8");
    return { path, text, bytes: size, executable: (mode & EXECUTABLE_BITS) !== 0 };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

const EXECUTABLE_BITS = 0o111;
const GIT_OUTPUT_BYTES_MAX = 64 * 1024 * 1024;
