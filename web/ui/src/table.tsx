import type { ComponentProps, ReactNode } from "react";
import { classNames } from "./class-names.ts";
import styles from "./table.module.css";

export interface TableProps extends ComponentProps<"table"> {
  /** What the table shows. */
  readonly caption: ReactNode;
  /** The page says it already: keep the caption for screen readers. */
  readonly captionHidden?: boolean;
}

/**
 * Figures to compare, in rows; its children are `<thead>`, `<tbody>`, `<tfoot>`. Cells with
 * `data-figure` are set flush right. The class name goes on the frame, the ref and everything else
 * on the table.
 *
 * Keyboard: where it is wider than the page, Tab reaches the frame and arrows scroll it.
 */
export function Table({
  caption,
  captionHidden = false,
  className,
  children,
  ...rest
}: TableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a frame that scrolls must be reached by key.
    <div className={classNames(styles.frame, className)} tabIndex={0}>
      <table {...rest} className={styles.table}>
        <caption className={classNames(styles.caption, captionHidden && styles.hidden)}>
          {caption}
        </caption>
        {children}
      </table>
    </div>
  );
}
