/** Counts up when the same text gets other words: books that have older ones get them anew. */
export const WORDS_VERSION = 1;

/**
 * The plain words of a text, as they are sorted by: without case, accents and signs.
 * "Les Misérables, l'été" gives les, miserables, lete.
 */
export function foldedWords(text: string): string[] {
  return fold(text).match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu) ?? [];
}

/**
 * The words by which a text is found: plain words; signs that carry meaning (`c++`, `c#`, `.net`,
 * 📚); of scripts without spaces every pair of characters, so that a word is found inside.
 */
export function indexWords(text: string): string[] {
  const words = tokensOf(text).flatMap((token) => {
    if (SPACELESS.test(token)) return [...pairsOf(token), [...token].at(-1) ?? ""];
    return token.startsWith(".") ? [token, token.slice(1)] : [token];
  });
  return [...new Set(words)];
}

/** The words that a book has to have, each at the beginning of one of its own. */
export function queryWords(text: string): string[] {
  const words = tokensOf(text).flatMap((token) =>
    SPACELESS.test(token) ? pairsOf(token) : [token],
  );
  return [...new Set(words)];
}

/**
 * A Postgres `tsquery` for texts that have, for every word, one that begins with it; null when
 * there are no words. No word holds a quote or a backslash, so nothing in it can be an operator.
 */
export function prefixQuery(words: readonly string[]): string | null {
  return words.length === 0 ? null : words.map((word) => `'${word}':*`).join(" & ");
}

const LETTER = String.raw`[\p{L}\p{N}\p{M}]`;
/** Of Han, kana, Thai, Lao, Khmer and Burmese, which set no spaces between words. */
const SPACELESS_LETTER = `(?=${LETTER})[${["Han", "Hira", "Kana", "Thai", "Laoo", "Khmr", "Mymr"]
  .map((script) => String.raw`\p{scx=${script}}`)
  .join("")}]`;
const SPACELESS = new RegExp(`^${SPACELESS_LETTER}`, "u");

/** The point of `.net`, not that of `J.R.R.` nor the last of `...`. */
const POINT = String.raw`(?:(?<![\p{L}\p{N}.])\.(?=\p{L}{2}))?`;
/** The signs of `c++` and `c#`, not those of `a+b`. */
const SIGNS = String.raw`(?:[+#]+(?![\p{L}\p{N}]))?`;

const TOKEN = new RegExp(
  [
    `(?:${SPACELESS_LETTER})+`,
    `${POINT}(?:(?!${SPACELESS_LETTER})${LETTER})+${SIGNS}`,
    String.raw`[\p{So}\p{Extended_Pictographic}]`,
  ].join("|"),
  "gu",
);

function tokensOf(text: string): string[] {
  const tokens = fold(text).match(TOKEN) ?? [];
  return tokens.filter((token) => !/^\p{M}+$/u.test(token)).map(shortened);
}

/** Postgres takes words of up to 2 kB. */
const WORD_LENGTH_MAX = 200;

function shortened(token: string): string {
  if (token.length <= WORD_LENGTH_MAX) return token;
  return token.slice(0, WORD_LENGTH_MAX).replace(/\p{Cs}$/u, "");
}

function pairsOf(token: string): string[] {
  const characters = [...token];
  if (characters.length === 1) return [token];
  return characters.slice(1).map((character, index) => `${characters[index]}${character}`);
}

/**
 * Case goes everywhere; marks go where readers leave them out (Latin, Greek, Cyrillic, Arabic,
 * Hebrew) and stay where they are letters of their own (the vowels of Hindi, the voicing of kana).
 */
function fold(text: string): string {
  return text
    .normalize("NFKD")
    .replaceAll(MARKED, "$1")
    .normalize("NFC")
    .replaceAll(/['’ʼ\p{Cf}]|\p{VS}/gu, "")
    .toLowerCase()
    .replaceAll(/[ßæœøłđıþðħŧς]/g, (letter) => UNDIVIDED[letter] ?? letter);
}

const MARKED = /([\p{sc=Latn}\p{sc=Grek}\p{sc=Cyrl}\p{sc=Arab}\p{sc=Hebr}])\p{M}+/gu;

/** Letters that Unicode does not take apart into a plain letter and a mark. */
const UNDIVIDED: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  ł: "l",
  đ: "d",
  ı: "i",
  þ: "th",
  ð: "d",
  ħ: "h",
  ŧ: "t",
  ς: "σ",
};
