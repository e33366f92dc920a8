import { QuadError } from "@quad/errors";

/** One line that says what to do, for what a person can mend; a stack for what we must mend. */
export function reportError(error: unknown): void {
  const known = knownCause(error);
  if (known) {
    process.stderr.write(`quad: ${known.message}\n`);
    return;
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`quad: unexpected failure, please report it.\n${text}\n`);
}

/** The innermost of our own errors: `orders did not start` matters less than why. */
function knownCause(error: unknown): QuadError | undefined {
  let known: QuadError | undefined;
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof QuadError) known = cause;
  }
  return known;
}
