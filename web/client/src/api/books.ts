import type { BookFields, BookLine, BookView } from "@quad/contracts/http/catalog";
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { type Page, withQuery } from "./page.ts";
import { request } from "./request.ts";

/** A book in a list. */
export type { BookLine } from "@quad/contracts/http/catalog";
/** A book on its own page. */
export type Book = BookView;
/** What a bookseller says of a book. */
export type BookContent = Pick<Book, Extract<keyof Book, keyof BookFields>>;

const SORTS = ["title", "newest", "price"] as const;
export type Sort = (typeof SORTS)[number];

/** The sort of this name, if there is one. */
export function asSort(name: unknown): Sort | undefined {
  return SORTS.find((sort) => sort === name);
}

const BOOKS_PER_PAGE = 24;

/** What every list of books is kept under. */
export const allBooks = ["books"];

export const booksQuery = (q: string, sort: Sort) =>
  infiniteQueryOptions({
    queryKey: [...allBooks, { q, sort }],
    queryFn: ({ pageParam: cursor, signal }) =>
      request<Page<BookLine>>(
        withQuery("/api/catalog/books", { q, sort, limit: BOOKS_PER_PAGE, cursor }),
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });

export const bookQuery = (id: string) =>
  queryOptions({
    queryKey: ["book", id],
    queryFn: ({ signal }) => request<Book>(bookPath(id), { signal }),
  });

/** Refused with VERSION_MISMATCH when somebody changed the book after `version`. */
export function changeBook(id: string, version: number, content: BookContent): Promise<Book> {
  const headers = { "if-match": `"${version}"` };
  return request<Book>(bookPath(id), { method: "PUT", headers, body: content });
}

function bookPath(id: string): string {
  return `/api/catalog/books/${encodeURIComponent(id)}`;
}
