/**
 * The people in a cell. Where `;`, `|` or `/` separates, only that does. Commas separate where
 * they cannot stand within a name: `J.K. Rowling, Mary GrandPré`, or three full names and more.
 * `Tolkien, J.R.R.` is one person; what cannot be told is kept as it is written.
 */
export function splitAuthors(text: string, separator?: string): string[] {
  if (separator) return people(text.split(separator));
  if (/[;|]/.test(text)) return people(text.split(/[;|]/));
  if (text.includes("/") && !/^[\p{Lu}/]{2,6}$/u.test(text)) return people(text.split("/"));
  const parts = people(text.split(","));
  return parts.length > 1 && areFullNames(parts) ? parts : people([text]);
}

/** True where commas may or may not separate people, and were taken for a part of the name. */
export function isUndecided(authors: readonly string[]): boolean {
  return authors.length === 1 && /\S\s+\S+\s*,\s*\S+\s+\S/.test(authors[0] ?? "");
}

function areFullNames(parts: readonly string[]): boolean {
  const areFull = parts.every((part) => /\S\s+\S/.test(part) && !SUFFIX.test(part));
  return areFull && (parts.length > 2 || /^\p{Lu}\./u.test(parts[0] ?? ""));
}

const SUFFIX = /^(jr|sr|ii|iii|iv|ph\.?\s?d|m\.?\s?d)\.?$/i;

function people(names: readonly string[]): string[] {
  const tidied = names.map((name) =>
    name
      .replaceAll(/\s+/g, " ")
      .trim()
      .replace(/[,;]+$/, ""),
  );
  return [...new Set(tidied)].filter(Boolean);
}
