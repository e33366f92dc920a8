import type { Stage } from "./stage.ts";

/** One sentence of a port's contract, and how to see whether it is kept. */
export interface Check<S, Need extends string = never> {
  readonly name: string;
  /** Says something only about an adapter that offers this, or all of these. */
  readonly needs?: Need | readonly Need[];
  /** Rejects when the promise is broken. */
  readonly run: (stage: S) => Promise<void>;
}

/** The contract of a port as checks, for any adapter of it. */
export interface ConformanceSuite<S extends Stage, Need extends string = never> {
  readonly port: string;
  /** The port's README, whose table of promises shows what each adapter keeps. */
  readonly readme: URL;
  /** The table of contents: what is promised, by topic. */
  readonly topics: Readonly<Record<string, readonly Check<S, Need>[]>>;
  /** What a check works with: a `Stage`, or a class of the port that extends it. */
  readonly stage: new (
    place: S["place"],
    patienceMs?: number,
  ) => S;
  /**
   * Needs that are no flag of `supports`: why this place does not meet one, or undefined when it
   * does. A flag is met when it is true.
   */
  readonly otherNeeds?: Partial<Readonly<Record<Need, (stage: S) => string | undefined>>>;
  /** Tests start and stop of what a stage opens; each test asks for a stage of its own. */
  readonly lifecycle?: (name: string, makeStage: () => Promise<S>) => void;
}

/** Why a check says nothing about what lives here, or undefined when it does. */
export function reasonToSkip<S extends Stage, Need extends string>(
  { otherNeeds = {} }: Pick<ConformanceSuite<S, Need>, "otherNeeds">,
  { needs = [] }: Check<S, Need>,
  stage: S,
): string | undefined {
  for (const need of [needs].flat() as Need[]) {
    const other = (otherNeeds as Partial<Record<Need, (stage: S) => string | undefined>>)[need];
    const reason = other ? other(stage) : unsupported(stage, need);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

function unsupported(stage: Stage, flag: string): string | undefined {
  return stage.supports[flag] ? undefined : `supports.${flag} is false`;
}
