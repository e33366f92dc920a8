import { inspect } from "node:util";

const LENGTH_MAX = 2_000;

/**
 * Name, code and text of whatever a handler threw, for a dead letter:
 * `QuadError BOOK_NOT_FOUND: There is no book 7.` Never throws, and engines can store it.
 */
export function describeFailure(thrown: unknown): string {
  return storable(rendered(thrown)).slice(0, LENGTH_MAX).toWellFormed();
}

function rendered(thrown: unknown): string {
  try {
    return isErrorLike(thrown) ? headline(thrown) : inspect(thrown, { depth: 2, compact: true });
  } catch {
    // A getter or an inspector of its own that throws.
    return "A failure that cannot be shown";
  }
}

interface ErrorLike {
  readonly message: string;
  readonly name?: unknown;
  readonly code?: unknown;
}

/** Errors, and what other realms and clients throw in their place. */
function isErrorLike(thrown: unknown): thrown is ErrorLike {
  if (typeof thrown !== "object" || thrown === null) return false;
  return "message" in thrown && typeof thrown.message === "string";
}

function headline({ name = "Error", code, message }: ErrorLike): string {
  const title = code === undefined ? String(name) : `${name} ${code}`;
  return message === "" ? title : `${title}: ${message}`;
}

/** Postgres stores no character 0. */
function storable(text: string): string {
  return text.replaceAll("\0", "");
}
