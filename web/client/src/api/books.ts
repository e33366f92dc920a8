import type { Money } from "@quad/contracts";
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { type Page, withQuery } from "./page.ts";
import { queryKeys } from "./query-keys.ts";
import { request } from "./request.ts";

/** What a bookseller says of a book. */
export interface BookContent {
  readonly title: string;
  readonly authors: readonly string[];
  readonly isbn: string | null;
  readonly price: Money;
  readonly year: number | null;
  /** BCP 47. */
  readonly language: string | null;
  readonly description: string | null;
}

/** A book in a list. */
export interface BookLine extends Omit<BookContent, "description"> {
  readonly id: string;
  /** Copies for sale; null until somebody has counted. */
  readonly stock: number | null;
  /** Grows with each change. */
  readonly version: number;
}

/** A book on its own page. */
export interface Book extends BookLine {
  readonly description: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
}

const SORTS = ["title", "newest", "price"] as const;
export type Sort = (typeof SORTS)[number];

/** The sort of this name, if there is one. */
export function asSort(name: unknown): Sort | undefined {
  return SORTS.find((sort) => sort === name);
}

const BOOKS_PER_PAGE = 24;

export const booksQuery = (q: string, sort: Sort) =>
  infiniteQueryOptions({
    queryKey: queryKeys.books(q, sort),
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
    queryKey: queryKeys.book(id),
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
