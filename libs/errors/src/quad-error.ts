/**
 * What a failure means to a caller, whatever the transport.
 * The HTTP layer turns a kind into a status; nothing else knows statuses.
 */
export type ErrorKind =
  | "invalid" // the caller's input is wrong; the same call will fail again
  | "not-found"
  | "conflict" // the state has moved on; read again and decide
  | "gone" // it existed and will not come back
  | "forbidden"
  | "too-large"
  | "limited" // too many calls; later is fine
  | "unsupported" // this adapter does not offer that
  | "unavailable" // a neighbour is down; nothing is wrong with the input
  | "timeout" // the outcome is unknown
  | "internal";

/** An error a caller may branch on: `code` never changes its meaning, the message may. */
export class QuadError extends Error {
  readonly code: string;
  readonly kind: ErrorKind;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(
    code: string,
    kind: ErrorKind,
    message: string,
    details: Record<string, unknown> = {},
    cause?: unknown,
  ) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = "QuadError";
    this.code = code;
    this.kind = kind;
    this.details = details;
  }
}

/** True for a QuadError, optionally with this code. */
export function isQuadError(error: unknown, code?: string): error is QuadError {
  return error instanceof QuadError && (code === undefined || error.code === code);
}
