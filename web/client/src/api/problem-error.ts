/** Which part of a request was refused. */
export interface FieldProblem {
  /** A JSON pointer into the body, such as `/customer/email`. */
  readonly path: string;
  readonly message: string;
}

/** A problem document (RFC 9457), as the campus writes it. */
export interface Problem {
  /** Stable: what a program may branch on. */
  readonly code: string;
  /** The HTTP status; 0 when no answer came. */
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly errors?: readonly FieldProblem[];
  /** What else the code is about; `ERRORS.md` says what that is. */
  readonly [extension: string]: unknown;
}

/** A request that was refused, or that got no answer. */
export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem, options?: ErrorOptions) {
    super(problem.detail, options);
    this.name = "ProblemError";
    this.problem = problem;
  }
}

/** True when the request was refused with one of these codes. */
export function isProblem(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof ProblemError && codes.includes(error.problem.code);
}

/** True when the campus refused: it has decided, and what was asked for did not happen. */
export function isRefusal(error: unknown): boolean {
  if (!(error instanceof ProblemError)) return false;
  const { status } = error.problem;
  return status >= 400 && status < 500;
}

/** What the problem says of one field of the request's body, if anything. */
export function problemOfField(error: unknown, path: string): string | undefined {
  if (!(error instanceof ProblemError)) return;
  return error.problem.errors?.find((field) => field.path === path)?.message;
}
