const LENGTH_MAX = 2_000;

/** Name, code and text of whatever a handler threw, for a dead letter. */
export function describeFailure(thrown: unknown): string {
  const {
    name = "Error",
    code,
    message = String(thrown),
  } = (thrown ?? {}) as Partial<{
    name: string;
    code: string;
    message: string;
  }>;
  const text = `${[name, code].filter(Boolean).join(" ")}: ${message}`;
  return text.slice(0, LENGTH_MAX).toWellFormed().replaceAll("\0", "");
}
