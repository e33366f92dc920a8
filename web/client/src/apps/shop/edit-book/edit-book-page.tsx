import { Skeleton, VisuallyHidden } from "@quad/ui";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { type Book, bookQuery } from "../../../api/books.ts";
import { Page } from "../../../frame/page.tsx";
import { RouterLinkButton } from "../../../links/router-link-button.tsx";
import { ProblemAlert } from "../../../problem/problem-alert.tsx";
import { checkDraft, type DraftErrors } from "./book-draft.ts";
import { BookForm } from "./book-form.tsx";
import { ConflictPanel } from "./conflict-panel.tsx";
import styles from "./edit-book-page.module.css";
import { useBookEdit } from "./use-book-edit.ts";

const route = getRouteApi("/books/$bookId/edit");

/** A bookseller changes what is said of a book. */
export function EditBookPage() {
  const { bookId } = route.useParams();
  const book = useQuery(bookQuery(bookId));
  // A book remembered from another page may be an old version: editing starts from a fresh one.
  const seen = book.isFetchedAfterMount ? book.data : undefined;
  return (
    <Page title={seen ? `Edit ${seen.title}` : "Edit a book"} narrow>
      {seen || book.error ? null : (
        <>
          <VisuallyHidden role="status">Loading the book …</VisuallyHidden>
          <Skeleton className={styles.loading} />
        </>
      )}
      {book.error ? (
        <ProblemAlert
          error={book.error}
          onRetry={() => void book.refetch()}
          actions={<RouterLinkButton to="/">All books</RouterLinkButton>}
        />
      ) : null}
      {seen ? <Editor key={bookId} seen={seen} /> : null}
    </Page>
  );
}

function Editor({ seen }: { readonly seen: Book }) {
  const { draft, setDraft, theirs, isSaving, error, save, takeTheirs } = useBookEdit(seen);
  const [errors, setErrors] = useState<DraftErrors>({});
  const onSave = () => {
    const checked = checkDraft(draft);
    setErrors(checked.isRight ? {} : checked.errors);
    if (checked.isRight) save(checked.content);
  };
  return (
    <>
      {theirs ? (
        <ConflictPanel
          mine={draft}
          theirs={theirs}
          isBusy={isSaving}
          onKeepMine={onSave}
          onTakeTheirs={() => takeTheirs(theirs)}
        />
      ) : null}
      {error ? <ProblemAlert error={error} title="The book was not saved" /> : null}
      <BookForm
        bookId={seen.id}
        draft={draft}
        errors={errors}
        isBusy={isSaving}
        mayBeSaved={!theirs}
        onChange={setDraft}
        onSave={onSave}
      />
    </>
  );
}
