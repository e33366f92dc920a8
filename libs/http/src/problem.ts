import { type ErrorKind, isQuadError, type QuadError } from "@quad/errors";
import { httpErrors } from "./http-errors.ts";

/** HTTP statuses for error codes, where the status of the kind does not fit. */
export type Statuses = Readonly<Record<string, number>>;

/** RFC 9457. What the error's details hold stands beside the standard members. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly [extension: string]: unknown;
}

export const PROBLEM_TYPE = "application/problem+json";

/** Sent as Retry-After with every 503: long enough for a neighbour to restart. */
export const RETRY_AFTER_SECONDS = 1;

/** Nobody is left to read it but people who read logs: nginx made it customary. */
export const CALLER_GONE_STATUS = 499;

const STATUS_OF_KIND: Readonly<Record<ErrorKind, number>> = {
  invalid: 422,
  "not-found": 404,
  conflict: 409,
  gone: 410,
  forbidden: 403,
  "too-large": 413,
  limited: 429,
  unsupported: 501,
  unavailable: 503,
  timeout: 504,
  internal: 500,
};

const STATUS_OF_CODE: Statuses = {
  JSON_INVALID: 400,
  REQUEST_MALFORMED: 400,
  METHOD_NOT_ALLOWED: 405,
  REQUEST_TOO_SLOW: 408,
  MEDIA_TYPE_UNSUPPORTED: 415,
  HEADERS_TOO_LARGE: 431,
  CALLER_GONE: CALLER_GONE_STATUS,
  IDEMPOTENCY_KEY_MISSING: 400,
  IDEMPOTENCY_KEY_INVALID: 400,
  IF_MATCH_MISSING: 428,
  IF_MATCH_INVALID: 400,
} satisfies Partial<Record<keyof typeof httpErrors, number>>;

/** The status of a code: the service's own table first, then the one above, then the kind's. */
export function statusOfCode(code: string, kind: ErrorKind, statuses: Statuses): number {
  return statuses[code] ?? STATUS_OF_CODE[code] ?? STATUS_OF_KIND[kind];
}

/** The status that an error, whatever it is, is answered with. */
export function statusOf(error: unknown, statuses: Statuses): number {
  const { code, kind } = forCallers(error);
  return statusOfCode(code, kind, statuses);
}

/** What a caller is told. An error nobody meant for callers becomes INTERNAL and says nothing. */
export function problemOf(error: unknown, statuses: Statuses): Problem {
  const { code, kind, message, details } = forCallers(error);
  return {
    ...details,
    type: `/docs/errors#${code}`,
    title: titleOf(code),
    status: statusOfCode(code, kind, statuses),
    detail: message,
    code,
  };
}

function forCallers(error: unknown): QuadError {
  return isQuadError(error) && error.kind !== "internal" ? error : httpErrors.INTERNAL();
}

/** `BOOK_NOT_FOUND` is "Book not found". */
function titleOf(code: string): string {
  const words = code.toLowerCase().replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
