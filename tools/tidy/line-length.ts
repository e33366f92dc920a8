import type { Rule } from "./rule.ts";

const COLUMNS_MAX = 100;

const isMeasured = (path: string) =>
  /\.(ts|tsx|mjs|css|sql|sh|jsonc)$/.test(path) || path === "quad";

/** A URL, or a message that stands alone: both are searched for whole. */
const isIndivisible = (line: string) =>
  line.includes("://") || /^\s*(\w+: )?(["'`]).*\2(?: +\+)?[,;)]*$/.test(line);

export const lineLength: Rule = {
  name: "line-length",
  reason:
    `Two files fit side by side: ${COLUMNS_MAX} columns at most. The formatter breaks code; break ` +
    "comments yourself. A URL or a whole message on a line of its own may be longer.",
  find: ({ files }) =>
    files
      .filter(({ path }) => isMeasured(path))
      .flatMap(({ path, text }) =>
        text.split("\n").flatMap((content, index) => {
          const columns = [...content].length;
          if (columns <= COLUMNS_MAX || isIndivisible(content)) return [];
          const message = `${columns} columns; the limit is ${COLUMNS_MAX}`;
          return [{ path, line: index + 1, message }];
        }),
      ),
  good: [
    { "src/a.ts": `${"a".repeat(COLUMNS_MAX)}\n` },
    { "src/a.ts": `// ${"é".repeat(COLUMNS_MAX - 3)}\n` },
    { "src/a.ts": `// https://example.org/${"a".repeat(COLUMNS_MAX)}\n` },
    { "src/a.ts": `  message: "${"a ".repeat(COLUMNS_MAX)}",\n` },
    { "README.md": `${"a ".repeat(COLUMNS_MAX)}\n` },
  ],
  bad: [
    { sample: { "src/a.ts": `\n${"a".repeat(COLUMNS_MAX + 1)}\n` }, finds: ["src/a.ts:2"] },
    { sample: { "src/a.ts": `a("${"a".repeat(COLUMNS_MAX)}");\n` }, finds: ["src/a.ts:1"] },
    { sample: { "a.sql": `-- ${"a".repeat(COLUMNS_MAX)}\n` }, finds: ["a.sql:1"] },
  ],
};
