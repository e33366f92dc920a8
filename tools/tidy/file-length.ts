import type { Rule } from "./rule.ts";

const LINES_MAX = 500;
const TEST_LINES_MAX = 800;

const isMeasured = (path: string) => /\.(ts|tsx|mjs|css|sql|sh)$/.test(path);
const isTest = (path: string) => /\.test\.tsx?$/.test(path);

export const fileLength: Rule = {
  name: "file-length",
  reason: `A file holds one idea: ${LINES_MAX} lines at most, a test ${TEST_LINES_MAX}. Split it.`,
  find: ({ files }) =>
    files
      .filter(({ path }) => isMeasured(path))
      .flatMap(({ path, text }) => {
        const lines = text.split("\n").length - 1;
        const linesMax = isTest(path) ? TEST_LINES_MAX : LINES_MAX;
        return lines > linesMax
          ? [{ path, line: linesMax + 1, message: `${lines} lines; the limit is ${linesMax}` }]
          : [];
      }),
  good: [
    { "src/a.ts": "\n".repeat(LINES_MAX) },
    { "test/a.test.ts": "\n".repeat(TEST_LINES_MAX) },
    { "data/books.csv": "\n".repeat(TEST_LINES_MAX + 1) },
  ],
  bad: [
    { sample: { "src/a.ts": "\n".repeat(LINES_MAX + 1) }, finds: ["src/a.ts:501"] },
    {
      sample: { "test/a.test.ts": "\n".repeat(TEST_LINES_MAX + 1) },
      finds: ["test/a.test.ts:801"],
    },
  ],
};
