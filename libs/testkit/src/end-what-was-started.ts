import { afterAll, expect } from "vitest";
import { endStartedProcesses, markChildren, markOf } from "./started-processes.ts";

/**
 * A set-up file of Vitest: what a test file started ends with it, also when its tests failed or
 * ran out of time before they could end it themselves. Set-up files register their hooks first,
 * and the first registered runs last.
 */
const COMMAND_CHARACTERS_MAX = 60;
const mark = markOf(process.ppid, process.pid);
markChildren(mark);

afterAll(async () => {
  const ended = await endStartedProcesses(mark, process.pid);
  if (ended.length === 0) return;
  const commands = ended.map(({ command }) => command.slice(0, COMMAND_CHARACTERS_MAX));
  const text = `${expect.getState().testPath} left running, and it was ended: ${commands.join(" | ")}\n`;
  process.stderr.write(text);
});
