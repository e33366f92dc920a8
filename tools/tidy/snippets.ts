import { Visitor } from "rolldown/utils";
import { documents, type Markdown, markdownOf } from "./markdown.ts";
import type { Finding, Rule } from "./rule.ts";
import { sources, syntaxOf } from "./syntax.ts";
import type { Tree, TreeFile } from "./tree.ts";

const LANGUAGES = /^(ts|tsx|css|html|sql|sh|json|csv|http|yaml|mermaid|text)$/;

export const snippets: Rule = {
  name: "snippets",
  reason:
    "What the docs show works: a `ts` block is run by tools/test/snippets.test.ts, or says why " +
    "not (`ts no-run: why`); a ./quad command exists; every block names its language.",
  find: (tree) => {
    const known = commands(tree);
    return documents(tree).flatMap((file) => [
      ...markdownOf(file).fences.flatMap((fence) => badInfo(file, fence)),
      ...unknownCommands(file, known),
    ]);
  },
  good: [
    { "README.md": "# A\n\n```ts\nconst a = 1;\n```\n\n```ts no-run: needs a campus\na();\n```" },
    { "README.md": "`./quad up`\n\n```sh\n./quad up --isolate\n./quad --help\n```", ...cli("up") },
  ],
  bad: [
    { sample: { "README.md": "# A\n\n```\na\n```" }, finds: ["README.md:3"] },
    { sample: { "README.md": "```ts no-run\na\n```" }, finds: ["README.md:1"] },
    { sample: { "README.md": "```typescript\na\n```" }, finds: ["README.md:1"] },
    { sample: { "README.md": "```sh\n./quad go\n```", ...cli("up") }, finds: ["README.md:1"] },
    { sample: { "README.md": "# A\n\nSay `./quad go`.", ...cli("up") }, finds: ["README.md:3"] },
  ],
};

/** The TypeScript that the documents show and that runs. */
export function runnableSnippets(tree: Tree): { path: string; line: number; code: string }[] {
  return documents(tree).flatMap((file) =>
    markdownOf(file)
      .fences.filter(({ info }) => info === "ts")
      .map(({ line, text }) => ({ path: file.path, line, code: text })),
  );
}

function badInfo({ path }: TreeFile, { info, line }: Markdown["fences"][number]): Finding[] {
  const [language = "", ...rest] = info.split(" ");
  if (!LANGUAGES.test(language)) {
    return [{ path, line, message: `"${language}" is not a language the docs use` }];
  }
  const note = rest.join(" ");
  const isGood = note === "" || /^no-run: \w/.test(note);
  return isGood ? [] : [{ path, line, message: `"${note}" is not "no-run: why"` }];
}

function unknownCommands(file: TreeFile, known: ReadonlySet<string>): Finding[] {
  const { prose, fences } = markdownOf(file);
  const shell = fences.filter(({ info }) => info === "sh");
  return [...prose, ...shell].flatMap(({ text, line }) =>
    [...text.matchAll(/\.\/quad ([a-z][a-z-]*)/g)]
      .map(([, command = ""]) => command)
      .filter((command) => !known.has(command))
      .map((command) => ({ path: file.path, line, message: `./quad ${command} does not exist` })),
  );
}

/** The names that the command line gives its commands: `new Command("up")`. */
function commands(tree: Tree): Set<string> {
  const names = new Set<string>(["help"]);
  for (const file of sources(tree).filter(({ path }) => path.startsWith("cli/src/"))) {
    new Visitor({
      NewExpression({ callee, arguments: [name] }) {
        if (callee.type !== "Identifier" || callee.name !== "Command") return;
        if (name?.type === "Literal") names.add(String(name.value));
      },
    }).visit(syntaxOf(file).program);
  }
  return names;
}

function cli(command: string): Record<string, string> {
  return { [`cli/src/${command}.ts`]: `export const a = new Command("${command}");` };
}
