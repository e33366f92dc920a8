/** A piece of a list. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** The cursor of the next piece; null at the end. */
  readonly next: string | null;
}

/** `path` with its query; what is undefined or null is left out. */
export function withQuery(
  path: string,
  query: Readonly<Record<string, string | number | null | undefined>>,
): string {
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === undefined || value === null ? [] : [[name, String(value)]],
  );
  return `${path}?${new URLSearchParams(given)}`;
}
