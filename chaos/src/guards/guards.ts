/** What keeps a promise, and how it looks when it is taken away. */
export interface Guard {
  readonly what: string;
  readonly swap: Swap;
}

/** A piece of a source file, and what a process loads in its place. */
export interface Swap {
  /** From the root of the repository. */
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

export const guards = {
  inbox: {
    what: "a message that was heard before has its effect again",
    swap: {
      file: "libs/database/src/inbox.ts",
      from: "return numAffectedRows === 1n;",
      to: "return true;",
    },
  },
} as const satisfies Readonly<Record<string, Guard>>;
export type GuardName = keyof typeof guards;
