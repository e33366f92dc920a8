import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, onTestFinished, TestRunner } from "vitest";
import { folderPrefix } from "./started-processes.ts";

/**
 * The path of a new empty folder. Called in a test or a `beforeEach` it is removed after that
 * test; called at the top of a file or of a `describe`, after the last test there. Vitest cannot
 * register a removal from inside `beforeAll`: call it above the hook.
 */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), folderPrefix()));
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  if (TestRunner.getCurrentTest()) onTestFinished(remove);
  else afterAll(remove);
  return folder;
}
