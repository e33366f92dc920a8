import { type ErrorKind, QuadError } from "@quad/errors";

const KIND_OF_STATUS: Readonly<Record<number, ErrorKind>> = {
  403: "forbidden",
  404: "not-found",
  409: "conflict",
  410: "gone",
  413: "too-large",
  429: "limited",
};

/**
 * The refusal that a problem document tells of, in its own code. None for a status of the 500s:
 * something broke on the way, and it may have been after the deed.
 */
export function refusalOf(status: number, problem: unknown): QuadError | undefined {
  const { code, detail, ...details } = problem as Record<string, unknown>;
  if (status >= 500 || typeof code !== "string") return undefined;
  return new QuadError(code, KIND_OF_STATUS[status] ?? "invalid", String(detail), details);
}
