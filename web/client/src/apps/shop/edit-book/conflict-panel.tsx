import { Alert, Button, Table } from "@quad/ui";
import { useEffect, useRef } from "react";
import type { Book } from "../../../api/books.ts";
import { formatInstant } from "../../../time/format-time.ts";
import { type BookDraft, draftOf } from "./book-draft.ts";
import styles from "./conflict-panel.module.css";

export interface ConflictPanelProps {
  readonly mine: BookDraft;
  readonly theirs: Book;
  readonly isBusy: boolean;
  readonly onKeepMine: () => void;
  readonly onTakeTheirs: () => void;
}

const FIELDS: readonly (readonly [field: keyof BookDraft, name: string])[] = [
  ["title", "Title"],
  ["authors", "Authors"],
  ["price", "Price"],
  ["currency", "Currency"],
  ["isbn", "ISBN"],
  ["year", "Year"],
  ["language", "Language"],
  ["description", "Description"],
];

/** Two people changed one book: both versions side by side, and the choice between them. */
export function ConflictPanel(props: ConflictPanelProps) {
  const { mine, theirs, isBusy, onKeepMine, onTakeTheirs } = props;
  const saved = draftOf(theirs);
  const differing = FIELDS.filter(([field]) => mine[field].trim() !== saved[field]);
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => panel.current?.focus(), []);

  return (
    <Alert
      ref={panel}
      role="alert"
      tabIndex={-1}
      tone="warn"
      title="Somebody else has changed this book"
      actions={
        <>
          <Button kind="primary" busy={isBusy} onClick={onKeepMine}>
            Save mine over theirs
          </Button>
          <Button onClick={onTakeTheirs}>Drop mine, take theirs</Button>
        </>
      }
    >
      <p>
        Version {theirs.version} was saved on {formatInstant(theirs.updatedAt)}, while you were
        writing. Yours is not saved yet; you can still change it below.
      </p>
      {differing.length === 0 ? (
        <p>Both say the same.</p>
      ) : (
        <Table caption="Where they differ" captionHidden>
          <thead>
            <tr>
              <th scope="col">Field</th>
              <th scope="col">Yours</th>
              <th scope="col">Theirs, saved</th>
            </tr>
          </thead>
          <tbody>
            {differing.map(([field, name]) => (
              <tr key={field}>
                <th scope="row">{name}</th>
                <td className={styles.text}>{mine[field] || "—"}</td>
                <td className={styles.text}>{saved[field] || "—"}</td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </Alert>
  );
}
