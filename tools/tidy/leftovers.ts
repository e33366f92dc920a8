import { type ESTree, Visitor } from "rolldown/utils";
import { documents, markdownOf } from "./markdown.ts";
import type { Finding, Rule } from "./rule.ts";
import { lineAt, sources, syntaxOf } from "./syntax.ts";
import type { TreeFile } from "./tree.ts";

/** Notes to oneself; whole words in capitals. */
const NOTE = /\b(TODO|FIXME|XXX|HACK|WIP)\b/;

export const leftovers: Rule = {
  name: "leftovers",
  reason:
    "What is landed is finished: no notes to oneself, no `.only`, and a skipped test says why in " +
    "a comment beside it.",
  find: (tree) => [
    ...sources(tree).flatMap((file) => [...notes(file), ...restraints(file)]),
    ...documents(tree).flatMap(notesInProse),
  ],
  good: [
    { "src/a.ts": 'export const status = "TODO";' },
    { "test/a.test.ts": '// Windows has no signals.\ntest.skipIf(windows)("stops", () => {});' },
    { "test/a.test.ts": 'test.skip("stops", () => {}); // no signals here' },
    { "README.md": "# To do, or not to do\n\n```sh\necho TODO\n```\n" },
  ],
  bad: [
    { sample: { "src/a.ts": "const a = 1;\n// TODO: more" }, finds: ["src/a.ts:2"] },
    { sample: { "README.md": "# A\n\nFIXME" }, finds: ["README.md:3"] },
    { sample: { "test/a.test.ts": 'test.only("a", () => {});' }, finds: ["test/a.test.ts:1"] },
    { sample: { "test/a.test.ts": 'describe.only("a", () => {});' }, finds: ["test/a.test.ts:1"] },
    { sample: { "test/a.test.ts": '\n\ntest.skip("a", () => {});' }, finds: ["test/a.test.ts:3"] },
    { sample: { "test/a.test.ts": 'test.todo("a");' }, finds: ["test/a.test.ts:1"] },
  ],
};

function notes(file: TreeFile): Finding[] {
  return syntaxOf(file).comments.flatMap(({ value, start }) => {
    const [note] = NOTE.exec(value) ?? [];
    return note ? [{ path: file.path, line: lineAt(file.text, start), message: note }] : [];
  });
}

function notesInProse(file: TreeFile): Finding[] {
  return markdownOf(file).prose.flatMap(({ text, line }) => {
    const [note] = NOTE.exec(text) ?? [];
    return note ? [{ path: file.path, line, message: note }] : [];
  });
}

/** Tests held back: `.only` always, `.skip` and `.todo` where no comment stands beside them. */
function restraints(file: TreeFile): Finding[] {
  const { program, comments } = syntaxOf(file);
  const findings: Finding[] = [];
  new Visitor({
    MemberExpression(node) {
      if (node.computed || !isTestFunction(node.object)) return;
      const name = node.property.type === "Identifier" ? node.property.name : "";
      const line = lineAt(file.text, node.start);
      const isExplained = comments.some((comment) =>
        [line - 1, line].includes(lineAt(file.text, comment.end)),
      );
      if (name === "only" || (/^(skip|skipIf|todo)$/.test(name) && !isExplained)) {
        findings.push({ path: file.path, line, message: `.${name}` });
      }
    },
  }).visit(program);
  return findings;
}

/** `test`, `it`, `describe`, and what hangs on them, such as `test.concurrent`. */
function isTestFunction(node: ESTree.Expression | ESTree.Super): boolean {
  if (node.type === "MemberExpression") return isTestFunction(node.object);
  return node.type === "Identifier" && /^(test|it|describe|suite|bench)$/.test(node.name);
}
