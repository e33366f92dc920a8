import type { Finding, Rule } from "./rule.ts";
import type { Tree, TreeFile } from "./tree.ts";

const PAGE = "GLOSSARY.md";

/** `- **dead letter**: A message … . Never: DLQ, poison message.` */
const ENTRY = /^- \*\*(?<word>.+?)\*\*: (?<meaning>\S.*?\.)( Never: (?<never>.+)\.)?$/;

export const glossary: Rule = {
  name: "glossary",
  reason:
    `One word for one thing: ${PAGE} says each in a sentence, sorted; the words it *refers* to are ` +
    "there too; and the names it rules out are used nowhere.",
  find: (tree) => {
    const page = tree.file(PAGE);
    if (!page) return [];
    const entries = entriesOf(page);
    return [
      ...malformed(page),
      ...unsorted(entries),
      ...undefinedWords(page, entries),
      ...banned(tree, entries),
    ];
  },
  good: [
    {
      [PAGE]:
        "# Glossary\n\n- **attempt**: One try.\n- **dead letter**: After the last *attempt*. Never: DLQ.",
      "src/a.ts": "const deadLetter = 1;",
    },
  ],
  bad: [
    { sample: { [PAGE]: "# Glossary\n\n- **b**: Two.\n- **a**: One." }, finds: [`${PAGE}:4`] },
    { sample: { [PAGE]: "# Glossary\n\n- **a**: One.\n- **a**: Two." }, finds: [`${PAGE}:4`] },
    { sample: { [PAGE]: "# Glossary\n\n- **a** is one." }, finds: [`${PAGE}:3`] },
    { sample: { [PAGE]: "# Glossary\n\n- **a**: After *b*." }, finds: [`${PAGE}:3`] },
    {
      sample: {
        [PAGE]: "- **dead letter**: Given up. Never: DLQ.",
        "src/a.ts": "\n// Into the DLQ.",
      },
      finds: ["src/a.ts:2"],
    },
  ],
};

interface Entry {
  readonly path: string;
  readonly line: number;
  readonly word: string;
  readonly meaning: string;
  readonly never: readonly string[];
}

function entriesOf({ path, text }: TreeFile): Entry[] {
  return text.split("\n").flatMap((content, index) => {
    const { word, meaning, never } = ENTRY.exec(content)?.groups ?? {};
    if (word === undefined || meaning === undefined) return [];
    return [{ path, line: index + 1, word, meaning, never: never?.split(", ") ?? [] }];
  });
}

function malformed({ path, text }: TreeFile): Finding[] {
  return text.split("\n").flatMap((content, index) => {
    const message = "not of the form: - **word**: Sentence.";
    return content.startsWith("- ") && !ENTRY.test(content)
      ? [{ path, line: index + 1, message }]
      : [];
  });
}

function unsorted(entries: readonly Entry[]): Finding[] {
  return entries.flatMap(({ path, line, word }, index) => {
    const before = entries[index - 1]?.word;
    if (before === undefined || before.localeCompare(word, "en") < 0) return [];
    return [{ path, line, message: `"${word}" belongs before "${before}"` }];
  });
}

function undefinedWords({ path }: TreeFile, entries: readonly Entry[]): Finding[] {
  const known = new Set(entries.map(({ word }) => word.toLowerCase()));
  return entries.flatMap(({ line, meaning }) =>
    [...meaning.matchAll(/(?<!\*)\*([^*]+)\*(?!\*)/g)]
      .map(([, word = ""]) => word.toLowerCase())
      .filter((word) => !known.has(word) && !known.has(word.replace(/s$/, "")))
      .map((word) => ({ path, line, message: `"${word}" is not in the glossary` })),
  );
}

function banned({ files }: Tree, entries: readonly Entry[]): Finding[] {
  const ruledOut = entries.flatMap(({ word, never }) => never.map((name) => ({ name, word })));
  return files
    .filter(({ path }) => /\.(md|ts|tsx|sql)$/.test(path) && path !== PAGE && !isOwn(path))
    .flatMap(({ path, text }) =>
      text.split("\n").flatMap((content, index) =>
        ruledOut
          .filter(({ name }) => new RegExp(`\\b${name}\\b`, "i").test(content))
          .map(({ name, word }) => ({
            path,
            line: index + 1,
            message: `"${name}" is called ${word} here`,
          })),
      ),
    );
}

/** This file shows what it rules out. */
const isOwn = (path: string) => path === "tools/tidy/glossary.ts";
