import { foldedWords } from "./search-words.ts";

interface Named {
  readonly title: string;
  readonly authors: readonly string[];
}

/**
 * False when title and authors both differ, so that one of the two is surely another book: a
 * title may gain a subtitle, a name may be turned round, but not both become strangers.
 */
export function mayBeTheSame(one: Named, other: Named): boolean {
  return titlesAreAlike(one.title, other.title) || authorsAreAlike(one, other);
}

/** For a person: the book in its own words. */
export function named({ title, authors }: Named): string {
  return `“${title}” by ${authors.join(", ")}`;
}

function titlesAreAlike(one: string, other: string): boolean {
  const [words, others] = [new Set(foldedWords(one)), new Set(foldedWords(other))];
  if (words.size === 0 || others.size === 0) return one.trim() === other.trim();
  const shared = words.intersection(others).size;
  return shared === Math.min(words.size, others.size) || shared * 2 >= words.union(others).size;
}

/** One letter is an initial that many share. */
function authorsAreAlike(one: Named, other: Named): boolean {
  const names = new Set(other.authors.flatMap(foldedWords));
  return one.authors.flatMap(foldedWords).some((name) => name.length > 1 && names.has(name));
}
