/** CPU-bound work in a file of its own: what it takes and gives must be clonable data. */
export interface Computation<Input, Output> {
  /** The file that exports the function. */
  readonly file: URL;
  readonly name: string;
  /** Of the types alone. */
  readonly types?: (input: Input) => Output;
}

/**
 * Names an exported function of a file, to be run by `kit.compute` on another thread. The file is
 * loaded there, so it should import little.
 *
 * ```ts
 * const solve = computation<typeof import("./solve.ts").solve>(
 *   new URL("./solve.ts", import.meta.url),
 *   "solve",
 * );
 * const plan = await kit.compute(solve, { courses }, { signal });
 * ```
 */
export function computation<Work extends (input: never) => unknown>(
  file: URL,
  name: string,
): Computation<Parameters<Work>[0], Awaited<ReturnType<Work>>> {
  return { file, name };
}

/** Runs a computation on a thread of the process's pool, so that nobody else waits for it. */
export type Compute = <Input, Output>(
  work: Computation<Input, Output>,
  input: Input,
  options?: ComputeOptions,
) => Promise<Output>;

export interface ComputeOptions {
  /** Ends the thread at once, also in the middle of a loop. */
  readonly signal?: AbortSignal;
}
