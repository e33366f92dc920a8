export { exactDeadlines } from "./deadline.ts";
export { eventually } from "./eventually.ts";
export { noLeaks } from "./no-leaks.ts";
export { seededRandom } from "./seeded-random.ts";
export { type Signal, signal } from "./signal.ts";
export { temporaryFolder } from "./temporary-folder.ts";
export { type Check, type Topics, testChecks } from "./test-checks.ts";
export { testId } from "./test-id.ts";
export { type Mutant, testMutants } from "./test-mutants.ts";
