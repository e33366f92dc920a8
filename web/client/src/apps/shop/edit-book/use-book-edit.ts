import { useToast } from "@quad/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import {
  allBooks,
  type Book,
  type BookContent,
  bookQuery,
  changeBook,
} from "../../../api/books.ts";
import { isProblem } from "../../../api/problem-error.ts";
import { draftOf } from "./book-draft.ts";

/**
 * Edits the book as the person first saw it. Where somebody else has saved it since, `theirs` is
 * that book, and it is for the person to say which of the two stays.
 */
export function useBookEdit(seen: Book) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const toast = useToast();
  const [draft, setDraft] = useState(() => draftOf(seen));
  const [base, setBase] = useState(seen);
  const [theirs, setTheirs] = useState<Book>();

  const save = useMutation({
    mutationFn: ({ content, over }: { content: BookContent; over: Book }) =>
      changeBook(seen.id, over.version, content),
    onSuccess: async (saved) => {
      client.setQueryData(bookQuery(seen.id).queryKey, saved);
      void client.invalidateQueries({ queryKey: allBooks });
      toast(`Saved: ${saved.title}`);
      await navigate({ to: "/books/$bookId", params: { bookId: seen.id } });
    },
    onError: async (error) => {
      if (!isProblem(error, "VERSION_MISMATCH")) return;
      setTheirs(await client.fetchQuery(bookQuery(seen.id)));
    },
  });

  return {
    draft,
    setDraft,
    theirs,
    isSaving: save.isPending,
    // The panel with both versions says it better.
    error: theirs && isProblem(save.error, "VERSION_MISMATCH") ? null : save.error,
    /** Saves over the version the person knows: theirs, once it has been shown. */
    save: (content: BookContent) => save.mutate({ content, over: theirs ?? base }),
    takeTheirs: (book: Book) => {
      setBase(book);
      setDraft(draftOf(book));
      setTheirs(undefined);
      save.reset();
    },
  };
}
