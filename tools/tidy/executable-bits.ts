import type { Rule } from "./rule.ts";

const EXECUTABLES = new Set(["quad", ".ci/run"]);

export const executableBits: Rule = {
  name: "executable-bits",
  reason: "One door: ./quad is what a person runs. Everything else is run by it.",
  find: ({ files }) =>
    files
      .filter(({ path, executable }) => executable !== EXECUTABLES.has(path))
      .map(({ path, executable }) => ({
        path,
        line: 1,
        message: executable ? "is executable" : "is not executable",
      })),
  good: [{ "quad*": "#!/bin/sh", ".ci/run*": "true", "src/a.ts": "" }],
  bad: [
    { sample: { quad: "#!/bin/sh" }, finds: ["quad:1"] },
    { sample: { "tools/check.ts*": "" }, finds: ["tools/check.ts:1"] },
  ],
};
