import type { Tree } from "./tree.ts";

/** One rule of tidiness, with the samples that prove it in `tools/test/tidy-rules.test.ts`. */
export interface Rule {
  /** The name of its file. */
  readonly name: string;
  /** Why it is a rule, and what to do instead: what a person reads when it is broken. */
  readonly reason: string;
  readonly find: (tree: Tree) => Finding[];
  /** Trees in which the rule finds nothing. */
  readonly good: readonly Sample[];
  /** Trees in which it finds exactly this, as `path:line`. */
  readonly bad: readonly { readonly sample: Sample; readonly finds: readonly string[] }[];
}

/** A small tree: path to text. */
export type Sample = Readonly<Record<string, string>>;

export interface Finding {
  readonly path: string;
  /** From 1. */
  readonly line: number;
  readonly message: string;
}

/** A finding as editors and terminals can open it: `path:line message`. */
export function describeFinding({ path, line, message }: Finding): string {
  return `${path}:${line} ${message}`;
}
