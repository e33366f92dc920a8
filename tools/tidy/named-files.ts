import { documents } from "./markdown.ts";
import { packages } from "./packages.ts";
import type { Finding, Rule } from "./rule.ts";
import { lineAt, sources, syntaxOf } from "./syntax.ts";
import type { Tree, TreeFile } from "./tree.ts";

/** `outbox.ts`, `src/outbox.ts`, `src/{routes,calls}.ts`. */
const NAMED = /(?<![\w/.{}*<$-])(?:[\w.-]+\/)*[\w{][\w.,{}-]*\.(?:tsx?|mjs|sql)(?![\w/])/g;

export const namedFiles: Rule = {
  name: "named-files",
  reason:
    "A file that a comment or a document names exists: in the package of whoever names it, or at " +
    "that path from the root. A name that outlives its file sends the reader nowhere.",
  find: (tree) => [
    ...sources(tree)
      .filter(isOurs)
      .flatMap((file) => commentsOf(tree, file)),
    ...documents(tree).flatMap((file) => spansOf(tree, file)),
  ],
  good: [
    {
      "libs/a/package.json": "{}",
      "libs/a/src/one.ts": "// See two.ts and src/two.ts, not `*.test.ts`.",
      "libs/a/src/two.ts": "/** As libs/a/src/one.ts does. */",
      "libs/a/README.md": "`src/one.ts` and `src/{one,two}.ts`; of others `mine.ts`",
      "README.md": "`libs/a/src/one.ts`",
    },
    { "STYLE.md": "| a port | kysely, `src/dialect/dialect-adapter.ts` |" },
  ],
  bad: [
    {
      sample: { "libs/a/package.json": "{}", "libs/a/src/one.ts": "\n// See gone.ts." },
      finds: ["libs/a/src/one.ts:2"],
    },
    {
      sample: {
        "libs/a/package.json": "{}",
        "libs/b/package.json": "{}",
        "libs/b/src/two.ts": "",
        "libs/a/src/one.ts": "// See two.ts.",
      },
      finds: ["libs/a/src/one.ts:1"],
    },
    {
      sample: { "libs/a/package.json": "{}", "libs/a/README.md": "A\n`src/gone.ts`" },
      finds: ["libs/a/README.md:2"],
    },
    {
      sample: {
        "libs/a/package.json": "{}",
        "libs/a/src/one.ts": "",
        "libs/a/README.md": "`src/{one,two}.ts`",
      },
      finds: ["libs/a/README.md:1"],
    },
  ],
};

function commentsOf(tree: Tree, file: TreeFile): Finding[] {
  return syntaxOf(file).comments.flatMap(({ value, start }) =>
    [...withoutBlocks(value).matchAll(NAMED)].flatMap(({ 0: name, index }) =>
      missing(tree, file, name, lineAt(file.text, start + index)),
    ),
  );
}

/** In a document a bare name may be a reader's own; a path is one of the repository. */
function spansOf(tree: Tree, file: TreeFile): Finding[] {
  const text = withoutBlocks(file.text);
  return [...text.matchAll(/`([^`\n]+)`/g)].flatMap(({ 1: span = "", index }) =>
    [...span.matchAll(NAMED)]
      .filter(({ 0: name }) => name.includes("/") && isMeant(tree, file, name))
      .flatMap(({ 0: name }) => missing(tree, file, name, lineAt(file.text, index))),
  );
}

function missing(tree: Tree, { path }: TreeFile, named: string, line: number): Finding[] {
  const home = folderOf(tree, path);
  const gone = alternatives(named).filter((name) => !exists(tree, home, name));
  return gone.map((name) => ({
    path,
    line,
    message: `there is no ${name} in ${home || "the root"}`,
  }));
}

/** A document of the root speaks also of other people's projects. */
function isMeant(tree: Tree, { path }: TreeFile, name: string): boolean {
  const [top] = name.split("/");
  return path.includes("/") || tree.files.some((file) => file.path.startsWith(`${top}/`));
}

/** Samples of code name files that are the reader's. */
function withoutBlocks(text: string): string {
  const blank = (block: string) => block.replaceAll(/[^\n]/g, " ");
  return text.replaceAll(/^[ *]*```[\s\S]*?^[ *]*```/gm, blank);
}

function exists(tree: Tree, home: string, name: string): boolean {
  const bare = name.replace(/^(\.\.?\/)+/, "");
  const isIt = (path: string) => path === bare || path.endsWith(`/${bare}`);
  return tree.files.some(
    ({ path }) => path === bare || (path.startsWith(home && `${home}/`) && isIt(path)),
  );
}

/** The folder of the package that a file belongs to; empty for the root's. */
function folderOf(tree: Tree, path: string): string {
  const own = packages(tree).filter(({ folder }) => path.startsWith(`${folder}/`));
  return own.map(({ folder }) => folder).sort((one, two) => two.length - one.length)[0] ?? "";
}

/** `src/{a,b}.ts` names two. */
function alternatives(name: string): string[] {
  const [all, list = ""] = /\{([^}]+)\}/.exec(name) ?? [];
  return all ? list.split(",").flatMap((each) => alternatives(name.replace(all, each))) : [name];
}

function isOurs({ path }: TreeFile): boolean {
  // Rules and scaffolds show names that are nobody's.
  return !/^tools\/(tidy|scaffold|test)\//.test(path) && !path.endsWith(".d.ts");
}
