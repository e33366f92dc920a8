/**
 * Texts that are prepared at most. Statements with a list of parameters have a text for each length
 * of it, and every connection keeps all that it has prepared.
 */
const TEXTS_MAX = 300;

/**
 * Names for statements: Postgres parses and plans a named one once a connection, not once a call.
 * Half of the server's time for a short statement is spent on that.
 */
export interface PreparedStatements {
  /** Undefined when there are too many: such a statement runs without being prepared. */
  nameOf(text: string): string | undefined;
  /** A table has got other columns: everything is prepared again, under other names. */
  forget(): void;
}

export function preparedStatements(): PreparedStatements {
  const names = new Map<string, string>();
  let count = 0;
  return {
    nameOf(text) {
      const known = names.get(text);
      if (known || names.size >= TEXTS_MAX) return known;
      const name = `quad ${++count}`;
      names.set(text, name);
      return name;
    },
    forget: () => names.clear(),
  };
}

/** What Postgres says when a prepared `select *` would answer other columns than it used to. */
export function isStalePlan(error: unknown): boolean {
  const { code, routine } = error as { code?: string; routine?: string };
  return code === "0A000" && routine === "RevalidateCachedQuery";
}
