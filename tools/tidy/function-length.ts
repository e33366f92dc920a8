import { Visitor } from "rolldown/utils";
import type { Finding, Rule } from "./rule.ts";
import { isProof, lineAt, sources, syntaxOf } from "./syntax.ts";
import type { TreeFile } from "./tree.ts";

const LINES_MAX = 70;

export const functionLength: Rule = {
  name: "function-length",
  reason: `A function fits on a screen: ${LINES_MAX} lines at most. Give a part of it a name.`,
  find: (tree) => sources(tree).flatMap(longFunctions),
  good: [
    { "src/a.ts": `function a() {${"\n".repeat(LINES_MAX - 1)}}` },
    { "test/a.test.ts": suiteOf(LINES_MAX - 10, LINES_MAX - 10) },
  ],
  bad: [
    { sample: { "src/a.ts": `\nfunction a() {${"\n".repeat(LINES_MAX)}}` }, finds: ["src/a.ts:2"] },
    {
      sample: { "src/a.tsx": `const a = () => {${"\n".repeat(LINES_MAX)}}` },
      finds: ["src/a.tsx:1"],
    },
    {
      sample: { "src/a.ts": `class A { a() {${"\n".repeat(LINES_MAX)}} }` },
      finds: ["src/a.ts:1"],
    },
    { sample: { "src/a.ts": suiteOf(LINES_MAX - 10, LINES_MAX - 10) }, finds: ["src/a.ts:1"] },
    { sample: { "test/a.test.ts": suiteOf(5, LINES_MAX + 1) }, finds: ["test/a.test.ts:7"] },
  ],
};

/** A `describe` with one test for each number of lines. */
function suiteOf(...lines: number[]): string {
  const tests = lines.map((count) => `test("does", () => {${"\n".repeat(count - 1)}});`);
  return ['describe("it", () => {', ...tests, "});"].join("\n");
}

/**
 * A suite is a list of tests: in files that prove, a function is as long as its lines outside the
 * functions it contains.
 */
function longFunctions(file: TreeFile): Finding[] {
  const findings: Finding[] = [];
  const open: { start: number; end: number; inner: number }[] = [];
  const enter = (node: { start: number; end: number }) => {
    open.push({ start: node.start, end: node.end, inner: 0 });
  };
  const leave = () => {
    const node = open.pop();
    if (!node) return;
    const line = lineAt(file.text, node.start);
    const all = lineAt(file.text, node.end) - line + 1;
    const outer = open.at(-1);
    if (outer) outer.inner += all;
    const lines = isProof(file.path) ? all - node.inner : all;
    if (lines <= LINES_MAX) return;
    findings.push({ path: file.path, line, message: `${lines} lines; the limit is ${LINES_MAX}` });
  };
  new Visitor({
    FunctionDeclaration: enter,
    "FunctionDeclaration:exit": leave,
    FunctionExpression: enter,
    "FunctionExpression:exit": leave,
    ArrowFunctionExpression: enter,
    "ArrowFunctionExpression:exit": leave,
  }).visit(syntaxOf(file).program);
  return findings;
}
