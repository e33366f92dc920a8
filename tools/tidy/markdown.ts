import GithubSlugger from "github-slugger";
import { type MarkedToken, marked, type Token } from "marked";
import type { Tree, TreeFile } from "./tree.ts";

/** What the rules need of a Markdown document. Lines are where the block begins, from 1. */
export interface Markdown {
  readonly headings: readonly { depth: number; text: string; anchor: string; line: number }[];
  readonly links: readonly { href: string; line: number }[];
  /** Fenced code: `info` is what follows the fence, such as `ts no-run: needs a campus`. */
  readonly fences: readonly { info: string; text: string; line: number }[];
  /** Everything that is not fenced code. */
  readonly prose: readonly { text: string; line: number }[];
}

/** The Markdown documents of a tree. */
export function documents(tree: Tree): TreeFile[] {
  return tree.files.filter(({ path }) => path.endsWith(".md"));
}

/** A document's parts; parsed once. */
export function markdownOf(file: TreeFile): Markdown {
  const known = parsed.get(file);
  if (known) return known;
  const result = parse(file.text);
  parsed.set(file, result);
  return result;
}

const parsed = new WeakMap<TreeFile, Markdown>();

function parse(text: string): Markdown {
  const slugger = new GithubSlugger();
  const blocks = blocksOf(text);
  const tokens = blocks.flatMap(({ block, line }) =>
    tokensOf(block).map((token) => ({ token, line })),
  );
  return {
    headings: tokens.flatMap(({ token, line }) => {
      if (token.type !== "heading") return [];
      const words = plainText(token);
      return [{ depth: token.depth, text: words, anchor: slugger.slug(words), line }];
    }),
    links: tokens.flatMap(({ token, line }) =>
      token.type === "link" || token.type === "image" ? [{ href: token.href, line }] : [],
    ),
    fences: tokens.flatMap(({ token, line }) =>
      token.type === "code" ? [{ info: token.lang ?? "", text: token.text, line }] : [],
    ),
    prose: blocks
      .filter(({ block }) => block.type !== "code")
      .map(({ block, line }) => ({ text: block.raw, line })),
  };
}

function blocksOf(text: string): { block: Token; line: number }[] {
  let next = 1;
  return marked.lexer(text).map((block) => {
    const line = next;
    next += block.raw.split("\n").length - 1;
    return { block, line };
  });
}

/** A block and everything in it. */
function tokensOf(block: Token): MarkedToken[] {
  const tokens: MarkedToken[] = [];
  // It gives promises to wait for when a callback is asynchronous; this one is not.
  void marked.walkTokens([block], (token) => {
    tokens.push(token as MarkedToken);
  });
  return tokens;
}

/** The words of a token without their marks: `## The **bus**` is "The bus". */
function plainText(token: Token): string {
  if ("tokens" in token && token.tokens) return token.tokens.map(plainText).join("");
  return "text" in token ? token.text : "";
}
