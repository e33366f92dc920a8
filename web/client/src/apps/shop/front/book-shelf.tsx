import { Button, EmptyState, Skeleton } from "@quad/ui";
import type { BookLine } from "../../../api/books.ts";
import { BookCard } from "./book-card.tsx";
import styles from "./book-shelf.module.css";

export interface BookShelfProps {
  readonly books: readonly BookLine[];
  readonly hasMore: boolean;
  /** More are on their way. */
  readonly isBusy: boolean;
  readonly onMore: () => void;
}

/** The books found so far, and the way to more. */
export function BookShelf({ books, hasMore, isBusy, onMore }: BookShelfProps) {
  return (
    <>
      <ul className={styles.shelf}>
        {books.map((book) => (
          <li key={book.id} className={styles.place}>
            <BookCard book={book} />
          </li>
        ))}
      </ul>
      <div className={styles.more}>
        <p role="status">{countText(books.length, hasMore)}</p>
        {hasMore ? (
          <Button busy={isBusy} onClick={onMore}>
            Show more
          </Button>
        ) : null}
      </div>
    </>
  );
}

function countText(count: number, hasMore: boolean): string {
  if (count === 0) return "No books";
  if (hasMore) return `The first ${count} books`;
  return count === 1 ? "One book" : `All ${count} books`;
}

/** A screen of books, as far as anybody sees before scrolling. */
const PLACES = Array.from({ length: 12 }, (_, place) => place);

export function LoadingShelf() {
  return (
    <ul className={styles.shelf} aria-hidden>
      {PLACES.map((place) => (
        <li key={place} className={styles.place}>
          <Skeleton className={styles.loading} />
        </li>
      ))}
    </ul>
  );
}

export interface EmptyShelfProps {
  /** What was searched. */
  readonly q: string;
  readonly onClear: () => void;
}

export function EmptyShelf({ q, onClear }: EmptyShelfProps) {
  if (q === "") {
    return (
      <EmptyState icon="search" title="There are no books yet">
        Bring some in with <code>./quad import books FILE.csv</code>.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon="search"
      title={`No book has “${q}”`}
      actions={<Button onClick={onClear}>Show all books</Button>}
    >
      Every word must begin a word of the title, an author or the ISBN. Try fewer.
    </EmptyState>
  );
}
