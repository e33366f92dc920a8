import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { root } from "../run-program.ts";
import { runnableSnippets } from "../tidy/snippets.ts";
import { repositoryTree } from "../tidy/tree.ts";

const SNIPPET_MS_MAX = 300_000;
const snippets = runnableSnippets(await repositoryTree(root));

/** Runs a module from the root of the repository; rejects when it throws, or does not end. */
async function run(code: string): Promise<string> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--input-type=module-typescript", "--eval", code],
    { cwd: root, timeout: SNIPPET_MS_MAX, killSignal: "SIGKILL" },
  );
  return stdout;
}

test.each(snippets)("$path:$line runs", async ({ code }) => {
  await run(code);
});

test("a snippet sees the packages of the house, and its errors are seen", async () => {
  const code = 'import { QuadError } from "@quad/errors";\nconsole.log(QuadError.name as string);';
  await expect(run(code)).resolves.toBe("QuadError\n");
  await expect(run('throw new Error("no such book");')).rejects.toThrow("no such book");
  await expect(run("const a: = 1;")).rejects.toThrow("SyntaxError");
});
