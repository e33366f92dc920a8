import { afterAll } from "vitest";
import { endStartedProcesses, markChildren, markOf } from "./started-processes.ts";

/**
 * A set-up file of Vitest: what a test file started ends with it, also when its tests failed or
 * ran out of time before they could end it themselves. Set-up files register their hooks first,
 * and the first registered runs last.
 */
const mark = markOf(process.ppid, process.pid);
markChildren(mark);

afterAll(async () => {
  await endStartedProcesses(mark, process.pid);
});
