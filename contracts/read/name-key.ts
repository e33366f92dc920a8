/**
 * What two books have in common when title and authors are all that is known of them: equal for
 * `Tolkien, J.R.R.` and `J.R.R. Tolkien`, without regard to case and spaces.
 */
export function nameKey(title: string, authors: readonly string[]): string {
  const names = plain(authors.join(" ")).match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  return `${plain(title).replaceAll(/\s+/g, " ")} / ${names.sort().join(" ")}`;
}

function plain(text: string): string {
  return text.normalize("NFKC").toLowerCase().trim();
}
