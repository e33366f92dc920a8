// One slip in so many letters: with more the word is another one, not a misspelt one.
const LETTERS_PER_SLIP = 5;

/** The known name that a misspelt one most likely means, or undefined when none is near. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const ranked = known
    .map((candidate) => ({ candidate, slips: editDistance(name, candidate) }))
    .sort((one, other) => one.slips - other.slips);
  const best = ranked[0];
  if (!best || best.slips > best.candidate.length / LETTERS_PER_SLIP) return undefined;
  return best.candidate;
}

/**
 * How many letters to insert, delete, replace or swap with their neighbour to turn one word into
 * the other: the optimal string alignment distance (Damerau 1964; Boytsov 2011, section 2.2.1).
 * Time and memory grow with the product of the lengths: for names, not for texts.
 */
export function editDistance(from: string, to: string): number {
  // rows[i][j]: the distance between the first i letters of `from` and the first j of `to`.
  const rows: number[][] = [Array.from({ length: to.length + 1 }, (_, j) => j)];
  const at = (i: number, j: number) => rows[i]?.[j] ?? Number.POSITIVE_INFINITY;
  for (let i = 1; i <= from.length; i++) {
    const row = [i];
    rows.push(row);
    for (let j = 1; j <= to.length; j++) {
      const replaced = at(i - 1, j - 1) + (from[i - 1] === to[j - 1] ? 0 : 1);
      const swaps = from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      const swapped = swaps ? at(i - 2, j - 2) + 1 : Number.POSITIVE_INFINITY;
      row.push(Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, replaced, swapped));
    }
  }
  return at(from.length, to.length);
}
