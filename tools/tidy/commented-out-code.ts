import { parseSync } from "rolldown/utils";
import type { Finding, Rule } from "./rule.ts";
import { lineAt, sources, syntaxOf } from "./syntax.ts";
import type { TreeFile } from "./tree.ts";

export const commentedOutCode: Rule = {
  name: "commented-out-code",
  reason: "Code in a comment is never run and never right again. Delete it; git remembers.",
  find: (tree) => sources(tree).flatMap(codeInComments),
  good: [
    { "src/a.ts": "// A batch is published whole; see the outbox." },
    { "src/a.ts": "// retry" },
    { "src/a.ts": "// done: true" },
    { "src/a.ts": "/**\n * const a = open();\n */" },
    { "src/a.ts": "// return what the first call returned" },
    { "src/a.ts": "// eslint, biome" },
  ],
  bad: [
    { sample: { "src/a.ts": "const b = 1;\n// const a = open(b);" }, finds: ["src/a.ts:2"] },
    { sample: { "src/a.ts": "// if (late) {\n//   close();\n// }" }, finds: ["src/a.ts:1"] },
    { sample: { "src/a.ts": '// import { a } from "./a.ts";' }, finds: ["src/a.ts:1"] },
    { sample: { "src/a.ts": "/* await close(); */" }, finds: ["src/a.ts:1"] },
    { sample: { "src/a.ts": "//   return value ?? null;" }, finds: ["src/a.ts:1"] },
  ],
};

function codeInComments(file: TreeFile): Finding[] {
  return remarks(file)
    .filter(({ text }) => isCode(text))
    .map(({ start }) => ({
      path: file.path,
      line: lineAt(file.text, start),
      message: "looks like code",
    }));
}

/** Comments as a reader sees them: adjoining line comments are one. */
function remarks(file: TreeFile): { text: string; start: number }[] {
  const result: { text: string; start: number; end: number }[] = [];
  for (const { type, value, start, end } of syntaxOf(file).comments) {
    const last = result.at(-1);
    const adjoins = type === "Line" && last && /^\s*$/.test(file.text.slice(last.end, start));
    if (adjoins) Object.assign(last, { text: `${last.text}\n${value}`, end });
    else result.push({ text: value, start, end });
  }
  return result;
}

/** Whether a text parses, and says more than a word or a list of words would. */
function isCode(text: string): boolean {
  if (!/[;{}]\s*$/.test(text)) return false;
  if (/^\s*(import|export)\b/.test(text)) return parseSync("a.ts", text).errors.length === 0;
  return parseSync("a.ts", `async function* f() {\n${text}\n}`).errors.length === 0;
}
