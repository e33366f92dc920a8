import { DataList, Skeleton } from "@quad/ui";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { type Book, bookQuery } from "../../../api/books.ts";
import { Page } from "../../../frame/page.tsx";
import { RouterLinkButton } from "../../../links/router-link-button.tsx";
import { Fetched } from "../../../problem/fetched.tsx";
import { formatInstant } from "../../../time/format-time.ts";
import { BookCover } from "./book-cover.tsx";
import styles from "./book-page.module.css";
import { BuyBox } from "./buy-box.tsx";

const route = getRouteApi("/books/$bookId");

/** One book: what is known of it, and the way to buy it. */
export function BookPage() {
  const { bookId } = route.useParams();
  const book = useQuery(bookQuery(bookId));
  return (
    <Page
      title={book.data?.title ?? "Book"}
      aside={
        book.data ? (
          <Link to="/books/$bookId/edit" params={{ bookId }}>
            Edit this book
          </Link>
        ) : null
      }
    >
      <Fetched
        query={book}
        what="the book"
        loading={<LoadingBook />}
        actions={<RouterLinkButton to="/">All books</RouterLinkButton>}
      >
        {(data) => <BookDetails book={data} />}
      </Fetched>
    </Page>
  );
}

function BookDetails({ book }: { readonly book: Book }) {
  return (
    <>
      <p className={styles.authors}>{book.authors.join(", ")}</p>
      <div className={styles.book}>
        <BookCover book={book} className={styles.cover} />
        <div className={styles.text}>
          {book.description === null ? null : <p className={styles.prose}>{book.description}</p>}
          <DataList facts={factsOf(book)} />
        </div>
        <BuyBox book={book} />
      </div>
    </>
  );
}

function factsOf(book: Book): [string, string][] {
  return [
    ["ISBN", book.isbn ?? "none"],
    ["Year", book.year === null ? "unknown" : yearText(book.year)],
    ["Language", book.language === null ? "unknown" : languageName(book.language)],
    ["Last change", `${formatInstant(book.updatedAt)}, version ${book.version}`],
  ];
}

function yearText(year: number): string {
  return year < 0 ? `${-year} BC` : String(year);
}

const languageNames = new Intl.DisplayNames("en", { type: "language", fallback: "code" });

/** The language's English name; what stands there, where it is no language tag. */
function languageName(tag: string): string {
  try {
    return languageNames.of(tag) ?? tag;
  } catch {
    return tag;
  }
}

function LoadingBook() {
  return (
    <div className={styles.book}>
      <Skeleton className={styles.loadingCover} />
      <div className={styles.text}>
        <Skeleton />
        <Skeleton />
        <Skeleton />
      </div>
    </div>
  );
}
