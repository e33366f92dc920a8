import { VisuallyHidden } from "@quad/ui";
import styles from "./count.module.css";

export interface CountProps {
  readonly of: number;
  /** The same for a screen reader, such as "2 copies". */
  readonly words: string;
}

/** How many wait behind a link; nothing where none do. */
export function Count({ of, words }: CountProps) {
  if (of === 0) return null;
  return (
    <>
      <span className={styles.count} aria-hidden>
        {of}
      </span>
      <VisuallyHidden>with {words}</VisuallyHidden>
    </>
  );
}
