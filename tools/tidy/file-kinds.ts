import { posix } from "node:path";
import type { Rule } from "./rule.ts";

const BYTES_MAX = 1024 * 1024;

/** Kinds of files this repository holds; a new kind is a decision, made here. */
const kinds = new Set([
  ...[".ts", ".tsx", ".mjs", ".css", ".html", ".sql"],
  ...[".md", ".json", ".jsonc", ".yaml", ".yml", ".csv"],
  ...[".svg", ".png", ".ico", ".woff2"],
]);

/** Files that tools look for by this very name. */
const named = new Set([
  ...["LICENSE", "quad", "run"],
  ...[".editorconfig", ".gitattributes", ".gitignore", ".npmrc"],
]);

export const fileKinds: Rule = {
  name: "file-kinds",
  reason: "The repository holds sources, in a few known kinds, each with content, none over 1 MiB.",
  find: ({ files }) =>
    files.flatMap(({ path, bytes }) => {
      const found = (message: string) => [{ path, line: 1, message }];
      const name = posix.basename(path);
      if (!kinds.has(posix.extname(name)) && !named.has(name)) return found("a new kind of file");
      if (bytes === 0) return found("empty");
      return bytes > BYTES_MAX ? found(`${bytes} bytes; the limit is ${BYTES_MAX}`) : [];
    }),
  good: [{ "src/a.ts": "a", quad: "#!/bin/sh", ".ci/run": "true", ".npmrc": "a" }],
  bad: [
    { sample: { "src/a.js": "a" }, finds: ["src/a.js:1"] },
    { sample: { "data/books.zip": "a" }, finds: ["data/books.zip:1"] },
    { sample: { "src/a.ts": "" }, finds: ["src/a.ts:1"] },
    { sample: { "a.csv": "a".repeat(BYTES_MAX + 1) }, finds: ["a.csv:1"] },
  ],
};
