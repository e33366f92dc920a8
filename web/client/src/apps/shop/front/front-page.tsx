import { SEARCH_LENGTH_MAX } from "@quad/contracts/limits";
import { SearchField, Select } from "@quad/ui";
import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { asSort, booksQuery, type Sort } from "../../../api/books.ts";
import { Page } from "../../../frame/page.tsx";
import { Fetched } from "../../../problem/fetched.tsx";
import { BookShelf, EmptyShelf, LoadingShelf } from "./book-shelf.tsx";
import styles from "./front-page.module.css";

const route = getRouteApi("/");
const FIRST_SORT: Sort = "title";

/** The front of the shop: every book there is, or those that match the searched words. */
export function FrontPage() {
  const { q = "", sort = FIRST_SORT } = route.useSearch();
  // The address keeps the space behind a word as well: the next word may be on its way.
  const words = q.trim();
  const show = useShow();
  const books = useInfiniteQuery(booksQuery(words, sort));

  return (
    <Page title="Books">
      <div className={styles.tools}>
        <SearchField
          label="Search books"
          placeholder="Title, author or ISBN"
          maxLength={SEARCH_LENGTH_MAX}
          className={styles.search}
          value={q}
          onSearch={(text) => show(text, sort)}
        />
        <Select
          label="Sort by"
          className={styles.sort}
          value={sort}
          onChange={(event) => show(q, asSort(event.target.value) ?? FIRST_SORT)}
        >
          <option value="title">Title</option>
          <option value="newest">Newest first</option>
          <option value="price">Price</option>
        </Select>
      </div>
      <Fetched
        query={books}
        what="books"
        loading={<LoadingShelf />}
        title="The books could not be fetched"
      >
        {({ pages }) => (
          <>
            {pages[0]?.items.length === 0 ? (
              <EmptyShelf q={words} onClear={() => show("", sort)} />
            ) : null}
            <BookShelf
              books={pages.flatMap((page) => page.items)}
              hasMore={books.hasNextPage}
              isBusy={books.isFetchingNextPage}
              onMore={() => void books.fetchNextPage()}
            />
          </>
        )}
      </Fetched>
    </Page>
  );
}

/** Searching and sorting are kept in the address; what is as it is at first stays out of it. */
function useShow() {
  const navigate = route.useNavigate();
  return (q: string, sort: Sort) =>
    void navigate({
      search: { ...(q && { q }), ...(sort !== FIRST_SORT && { sort }) },
      replace: true,
      resetScroll: false,
    });
}
