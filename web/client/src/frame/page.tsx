import { classNames } from "@quad/ui";
import type { ReactNode } from "react";
import styles from "./page.module.css";

export interface PageProps {
  /** Heading of the page and title of the window. */
  readonly title: string;
  /** Beside the heading. */
  readonly aside?: ReactNode;
  /** A single column of text and fields reads better when it is no wider than a page of a book. */
  readonly narrow?: boolean;
  readonly children: ReactNode;
}

/** One page: its heading, which takes the focus on arrival, and what it is about. */
export function Page({ title, aside, narrow = false, children }: PageProps) {
  return (
    <div className={classNames(styles.page, narrow && styles.narrow)}>
      <title>{`${title} · Quad`}</title>
      <div className={styles.head}>
        <h1 tabIndex={-1} className={styles.heading}>
          {title}
        </h1>
        {aside}
      </div>
      {children}
    </div>
  );
}
