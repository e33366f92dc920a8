import { type ESTree, Visitor } from "rolldown/utils";
import { markdownOf } from "./markdown.ts";
import type { Finding, Rule } from "./rule.ts";
import { isProof, lineAt, sources, syntaxOf } from "./syntax.ts";
import type { Tree, TreeFile } from "./tree.ts";

const PAGE = "libs/errors/ERRORS.md";

/** Below the heading: the kind, then what to do. `*not-found* · Ask for another.` */
const ADVICE = /^\*([a-z-]+)\* · \S/;

export const errorCodes: Rule = {
  name: "error-codes",
  reason:
    `Every error code is declared once and has its heading in ${PAGE}, with its kind and what to ` +
    "do: `*not-found* · Ask for another.` No heading outlives its code.",
  find: (tree) => {
    const declared = sources(tree)
      .filter(({ path }) => !isProof(path))
      .flatMap(declaredCodes);
    const described = describedCodes(tree);
    const pageKinds = new Map(described.map(({ code, kind }) => [code, kind]));
    const kinds = new Map(declared.map(({ code, kind }) => [code, kind]));
    const seen = new Set<string>();
    const isTwice = ({ code }: Code) => seen.size === seen.add(code).size;
    return [
      ...declared.filter(isTwice).map(finding("is declared twice")),
      ...declared.filter(({ code }) => !pageKinds.has(code)).map(finding("is not described")),
      ...described.filter(({ code }) => !kinds.has(code)).map(finding("is declared nowhere")),
      ...described
        .filter(({ code, kind }) => kinds.has(code) && kinds.get(code) !== kind)
        .map(finding("does not say its kind and what to do")),
    ];
  },
  good: [
    {
      "ports/bus/src/bus-errors.ts": 'const e = defineErrors({ BUS_LOST: ["internal", "Lost."] });',
      [PAGE]: "# Errors\n\n## Bus\n\n### BUS_LOST\n\n*internal* · Find it.\n",
    },
    { "ports/bus/test/a.test.ts": 'defineErrors({ TEST_ONLY: ["internal", "Lost."] });' },
  ],
  bad: [
    {
      sample: { "src/a.ts": '\ndefineErrors({ BUS_LOST: ["internal", "Lost."] });' },
      finds: ["src/a.ts:2"],
    },
    {
      sample: { [PAGE]: "# Errors\n\n### BUS_LOST\n\n*internal* · Find it.\n" },
      finds: [`${PAGE}:3`],
    },
    {
      sample: {
        "src/a.ts": 'defineErrors({ BUS_LOST: ["internal", "Lost."] });',
        [PAGE]: "# Errors\n\n### BUS_LOST\n\n### BUS_GONE\n\n*internal* · Find it.\n",
      },
      finds: [`${PAGE}:5`, `${PAGE}:3`],
    },
    {
      sample: {
        "src/a.ts": 'defineErrors({ BUS_LOST: ["internal", "Lost."] });',
        [PAGE]: "# Errors\n\n### BUS_LOST\n\n*conflict* · Find it.\n",
      },
      finds: [`${PAGE}:3`],
    },
    {
      sample: {
        "src/a.ts": 'defineErrors({ BUS_LOST: ["internal", "Lost."] });',
        "src/b.ts": 'defineErrors({ BUS_LOST: ["internal", "Gone."] });',
        [PAGE]: "# Errors\n\n### BUS_LOST\n\n*internal* · Find it.\n",
      },
      finds: ["src/b.ts:1"],
    },
  ],
};

interface Code {
  readonly code: string;
  /** Undefined where the page does not say it in the agreed form. */
  readonly kind: string | undefined;
  readonly path: string;
  readonly line: number;
}

const finding =
  (problem: string) =>
  ({ code, path, line }: Code): Finding => ({ path, line, message: `${code} ${problem}` });

/** The keys of what `defineErrors` is called with. */
function declaredCodes(file: TreeFile): Code[] {
  const codes: Code[] = [];
  new Visitor({
    CallExpression({ callee, arguments: [definitions] }) {
      if (callee.type !== "Identifier" || callee.name !== "defineErrors") return;
      if (definitions?.type !== "ObjectExpression") return;
      for (const property of definitions.properties) {
        if (property.type !== "Property" || property.key.type !== "Identifier") continue;
        const { name: code, start } = property.key;
        const line = lineAt(file.text, start);
        codes.push({ code, kind: kindOf(property.value), path: file.path, line });
      }
    },
  }).visit(syntaxOf(file).program);
  return codes;
}

/** The first element of a definition: `["not-found", "There is no order {id}."]`. */
function kindOf(definition: ESTree.Expression): string | undefined {
  const [kind] = definition.type === "ArrayExpression" ? definition.elements : [];
  return kind?.type === "Literal" ? String(kind.value) : undefined;
}

/** The headings that are codes, with the kind that stands below them. */
function describedCodes(tree: Tree): Code[] {
  const page = tree.file(PAGE);
  if (!page) return [];
  const lines = page.text.split("\n");
  return markdownOf(page)
    .headings.filter(({ text }) => /^[A-Z][A-Z0-9_]+$/.test(text))
    .map(({ text, line }) => {
      const next = lines.slice(line).find((content) => content.trim() !== "") ?? "";
      return { code: text, kind: ADVICE.exec(next)?.[1], path: page.path, line };
    });
}
