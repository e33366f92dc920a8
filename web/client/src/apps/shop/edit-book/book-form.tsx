import {
  DESCRIPTION_LENGTH_MAX,
  ISBN_LENGTH_MAX,
  LANGUAGE_LENGTH_MAX,
  TITLE_LENGTH_MAX,
} from "@quad/contracts/limits";
import { Button, Card, TextArea, TextField } from "@quad/ui";
import { type SubmitEvent, useEffect, useRef } from "react";
import { RouterLinkButton } from "../../../links/router-link-button.tsx";
import type { BookDraft, DraftErrors } from "./book-draft.ts";
import styles from "./book-form.module.css";

export interface BookFormProps {
  readonly bookId: string;
  readonly draft: BookDraft;
  readonly errors: DraftErrors;
  readonly isBusy: boolean;
  /** False while two versions are compared: there, not here, it is decided which is saved. */
  readonly mayBeSaved: boolean;
  readonly onChange: (draft: BookDraft) => void;
  readonly onSave: () => void;
}

export function BookForm(props: BookFormProps) {
  const { bookId, draft, errors, isBusy, mayBeSaved, onChange, onSave } = props;
  const field = (name: keyof BookDraft) => ({
    value: draft[name],
    error: errors[name],
    onChange: (event: { readonly target: { readonly value: string } }) =>
      onChange({ ...draft, [name]: event.target.value }),
  });
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (Object.keys(errors).length === 0) return;
    form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [errors]);
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    if (mayBeSaved) onSave();
  };

  return (
    <Card>
      <form ref={form} className={styles.form} noValidate onSubmit={onSubmit}>
        <TextField
          label="Title"
          maxLength={TITLE_LENGTH_MAX}
          className={styles.wide}
          {...field("title")}
        />
        <TextArea
          label="Authors"
          hint="One a line."
          rows={2}
          className={styles.wide}
          {...field("authors")}
        />
        <TextField label="Price" inputMode="decimal" {...field("price")} />
        <TextField label="Currency" maxLength={3} {...field("currency")} />
        <TextField label="Year" {...field("year")} />
        <TextField
          label="ISBN"
          maxLength={ISBN_LENGTH_MAX}
          hint="10 or 13 digits, or none."
          {...field("isbn")}
        />
        <TextField
          label="Language"
          maxLength={LANGUAGE_LENGTH_MAX}
          hint="A tag such as en or pt-BR."
          {...field("language")}
        />
        <TextArea
          label="Description"
          rows={6}
          maxLength={DESCRIPTION_LENGTH_MAX}
          className={styles.wide}
          {...field("description")}
        />
        {mayBeSaved ? (
          <div className={styles.actions}>
            <Button type="submit" kind="primary" busy={isBusy}>
              Save
            </Button>
            <RouterLinkButton to="/books/$bookId" params={{ bookId }} kind="quiet">
              Cancel
            </RouterLinkButton>
          </div>
        ) : null}
      </form>
    </Card>
  );
}
