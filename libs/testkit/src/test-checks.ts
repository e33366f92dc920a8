import { describe, test } from "vitest";

/** One sentence of a contract. */
export interface Check {
  readonly name: string;
}

/** The table of contents of a conformance suite: what is promised, by topic. */
export type Topics<C extends Check> = Readonly<Record<string, readonly C[]>>;

interface CheckTests<C extends Check, Place> {
  readonly topics: Topics<C>;
  /** A fresh place for one check. */
  readonly open: () => Place | Promise<Place>;
  /** Why a check says nothing about what lives in this place; undefined when it does. */
  readonly reasonToSkip: (check: C, place: Place) => string | undefined;
  /** Runs a check, and closes the place; rejects when the promise is broken. */
  readonly run: (check: C, place: Place) => Promise<void>;
  /** Closes a place in which nothing was run. Default: it closes by itself when the test ends. */
  readonly close?: (place: Place) => void | Promise<void>;
}

/** Every check of a suite as a test, or as a skipped one with the reason. */
export function testChecks<C extends Check, Place>(tests: CheckTests<C, Place>): void {
  const { topics, open, reasonToSkip, run, close } = tests;
  for (const [topic, checks] of Object.entries(topics)) {
    describe(topic, () => {
      for (const check of checks) {
        test(check.name, async ({ skip }) => {
          const place = await open();
          const reason = reasonToSkip(check, place);
          if (reason !== undefined) await close?.(place);
          skip(reason !== undefined, reason);
          await run(check, place);
        });
      }
    });
  }
}
