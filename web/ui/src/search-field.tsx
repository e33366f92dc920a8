import { type ComponentProps, type KeyboardEvent, useEffect, useRef } from "react";
import { classNames } from "./class-names.ts";
import { Icon } from "./icon.tsx";
import styles from "./search-field.module.css";
import { useDraft } from "./use-draft.ts";

/** How long typing must rest before it counts as a search, in milliseconds. */
const PAUSE_MS = 250;

/** What the component decides itself. */
type Own = "value" | "onChange" | "onKeyDown";

export interface SearchFieldProps extends Omit<ComponentProps<"input">, Own> {
  /** What is searched, for screen readers. */
  readonly label: string;
  /** The text that was searched last. */
  readonly value: string;
  /** Told the text when typing pauses, and at once on Enter or when it is cleared. */
  readonly onSearch: (text: string) => void;
}

/**
 * Searches while one types. The class name goes on the whole, the ref and everything else on the
 * input.
 *
 * Keyboard: Enter searches at once, Escape clears.
 */
export function SearchField({ label, value, onSearch, className, ...rest }: SearchFieldProps) {
  const { draft, change, search } = useSearchDraft(value, onSearch);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter") search(draft);
    if (event.key !== "Escape" || draft === "") return;
    event.preventDefault();
    search("");
  };

  return (
    <search className={classNames(styles.search, className)}>
      <Icon name="search" className={styles.lens} />
      <input
        {...rest}
        type="search"
        aria-label={label}
        value={draft}
        className={styles.input}
        onChange={(event) => change(event.target.value)}
        onKeyDown={onKeyDown}
      />
    </search>
  );
}

/** What is being typed, and the clock that waits for a pause in it. */
function useSearchDraft(value: string, onSearch: (text: string) => void) {
  const { draft, setDraft, noteSent } = useDraft(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const send = (text: string) => {
    noteSent(text);
    onSearch(text);
  };
  return {
    draft,
    change: (text: string) => {
      setDraft(text);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => send(text), text === "" ? 0 : PAUSE_MS);
    },
    search: (text: string) => {
      setDraft(text);
      clearTimeout(timer.current);
      send(text);
    },
  };
}
