/**
 * The words of a text, as they are found and sorted by: without case, accents and punctuation.
 * "Les Misérables, l'été" gives les, miserables, lete.
 */
export function wordsOf(text: string): string[] {
  const plain = text
    .normalize("NFKD")
    .replaceAll(/[\p{M}'’]/gu, "")
    .toLowerCase()
    .replaceAll(/[ßæœøłđ]/g, (letter) => UNDIVIDED[letter] ?? letter);
  return plain.match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Letters that Unicode does not take apart into a plain letter and a mark. */
const UNDIVIDED: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  ł: "l",
  đ: "d",
};

/**
 * A Postgres `tsquery` for texts that have, for every word, one that begins with it; null when
 * there are no words. Words hold letters and digits only, so nothing in them can be an operator.
 */
export function prefixQuery(words: readonly string[]): string | null {
  return words.length === 0 ? null : words.map((word) => `'${word}':*`).join(" & ");
}
