import { classNames } from "@quad/ui";
import styles from "./book-cover.module.css";

export interface BookCoverProps {
  readonly book: {
    readonly id: string;
    readonly title: string;
    readonly authors: readonly string[];
  };
  readonly className?: string | undefined;
}

const CLOTHS = ["green", "oxblood", "navy", "slate", "plum", "umber", "teal"] as const;
const BINDINGS = ["framed", "ruled", "banded"] as const;

/**
 * A cloth binding made up for the book, always the same for one book: no picture is fetched from
 * anywhere. It is decoration; title and authors stand beside it as text.
 */
export function BookCover({ book, className }: BookCoverProps) {
  const seed = seedOf(book.id);
  const cloth = CLOTHS[seed % CLOTHS.length] ?? CLOTHS[0];
  const binding = BINDINGS[Math.floor(seed / CLOTHS.length) % BINDINGS.length] ?? BINDINGS[0];
  return (
    <div
      aria-hidden
      className={classNames(styles.cover, styles[cloth], styles[binding], className)}
      data-long={hasLongWord(book.title)}
    >
      <div className={styles.board}>
        <span className={styles.title}>{book.title}</span>
        <span className={styles.author}>{book.authors[0]}</span>
      </div>
    </div>
  );
}

/** A word of more letters would be broken at the cover's usual size of type. */
const LETTERS_MAX = 9;

function hasLongWord(title: string): boolean {
  return title.split(/[\s-]/).some((word) => word.length > LETTERS_MAX);
}

/** The last characters of a UUIDv7 are random; its first are a clock. */
function seedOf(id: string): number {
  return Number.parseInt(id.slice(-4), 16) || 0;
}
