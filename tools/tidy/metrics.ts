import { type ESTree, Visitor } from "rolldown/utils";
import type { Finding, Rule } from "./rule.ts";
import { isProof, lineAt, sources, syntaxOf } from "./syntax.ts";
import type { Tree, TreeFile } from "./tree.ts";

const PAGE = "libs/telemetry/METRICS.md";

const HEAD =
  "# Metrics\n\n| name | kind | unit | labels | meaning |\n| --- | --- | --- | --- | --- |\n";
const ROW = "| `quad.a.b` | counter | `{a}` | `service` | How many |\n";
const CODE =
  'defineMetrics({ b: { name: "quad.a.b", kind: "counter", unit: "{a}", labels: ["service"], ' +
  'meaning: "How many" } });';

export const metrics: Rule = {
  name: "metrics",
  reason:
    `Every metric is declared once, has its very row in ${PAGE}, and no label that is an id: each ` +
    "value of a label is kept for ever. No row outlives its metric.",
  find: (tree) => {
    const declared = sources(tree)
      .filter(({ path }) => !isProof(path))
      .flatMap(declaredMetrics);
    const described = describedMetrics(tree);
    const rows = new Set(described.map(({ row }) => row));
    const declaredRows = new Set(declared.map(({ row }) => row));
    const seen = new Set<string>();
    const isTwice = ({ name }: Metric) => seen.size === seen.add(name).size;
    return [
      ...declared.filter(isTwice).map(finding("is declared twice")),
      ...declared.filter(({ row }) => /`[\w.]*\bid`/.test(row)).map(finding("has an id as label")),
      ...declared.filter(({ row }) => !rows.has(row)).map(missing),
      ...described
        .filter(({ row }) => !declaredRows.has(row))
        .map(finding("is declared nowhere so")),
    ];
  },
  good: [
    { "src/a.ts": CODE, [PAGE]: HEAD + ROW },
    { "src/a.ts": CODE, [PAGE]: HEAD + ROW.replaceAll(" |", "   |") },
    { "libs/a/test/a.test.ts": CODE },
  ],
  bad: [
    { sample: { "src/a.ts": `\n${CODE}` }, finds: ["src/a.ts:2"] },
    { sample: { [PAGE]: HEAD + ROW }, finds: [`${PAGE}:5`] },
    {
      sample: { "src/a.ts": CODE, [PAGE]: HEAD + ROW.replace("How many", "How much") },
      finds: ["src/a.ts:1", `${PAGE}:5`],
    },
    {
      sample: { "src/a.ts": CODE, "src/b.ts": CODE, [PAGE]: HEAD + ROW },
      finds: ["src/b.ts:1"],
    },
    {
      sample: {
        "src/a.ts": CODE.replace("service", "order.id"),
        [PAGE]: HEAD + ROW.replace("service", "order.id"),
      },
      finds: ["src/a.ts:1"],
    },
  ],
};

interface Metric {
  readonly name: string;
  /** As the page should have it. */
  readonly row: string;
  readonly path: string;
  readonly line: number;
}

const finding =
  (problem: string) =>
  ({ name, path, line }: Metric): Finding => ({ path, line, message: `${name} ${problem}` });

function missing({ row, path, line }: Metric): Finding {
  return { path, line, message: `${PAGE} lacks: ${row}` };
}

/** The values of what `defineMetrics` is called with. */
function declaredMetrics(file: TreeFile): Metric[] {
  const found: Metric[] = [];
  new Visitor({
    CallExpression({ callee, arguments: [definitions] }) {
      if (callee.type !== "Identifier" || callee.name !== "defineMetrics") return;
      if (definitions?.type !== "ObjectExpression") return;
      for (const property of definitions.properties) {
        if (property.type !== "Property" || property.value.type !== "ObjectExpression") continue;
        found.push(metricOf(file, property.start, fieldsOf(property.value)));
      }
    },
  }).visit(syntaxOf(file).program);
  return found;
}

function metricOf(file: TreeFile, start: number, fields: Record<string, string>): Metric {
  const { name = "", kind = "", unit = "", labels = "", meaning = "" } = fields;
  const row = `| \`${name}\` | ${kind} | \`${unit}\` | ${labels} | ${meaning} |`;
  return { name, row, path: file.path, line: lineAt(file.text, start) };
}

/** Texts as they are, lists of texts as the page shows them. */
function fieldsOf({ properties }: ESTree.ObjectExpression): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const property of properties) {
    if (property.type !== "Property" || property.key.type !== "Identifier") continue;
    const { key, value } = property;
    if (value.type === "Literal") fields[key.name] = String(value.value);
    if (value.type !== "ArrayExpression") continue;
    const texts = value.elements.map((element) =>
      element?.type === "Literal" ? `\`${element.value}\`` : "",
    );
    fields[key.name] = texts.join(", ");
  }
  return fields;
}

/** The rows of the page, however they are padded. */
function describedMetrics(tree: Tree): Metric[] {
  const page = tree.file(PAGE);
  if (!page) return [];
  return page.text.split("\n").flatMap((content, index) => {
    const name = /^\| `([^`]+)`/.exec(content)?.[1];
    if (name === undefined) return [];
    const row = content
      .trim()
      .replace(/\s*\|\s*/g, " | ")
      .trim();
    return [{ name, row, path: page.path, line: index + 1 }];
  });
}
