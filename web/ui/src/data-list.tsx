import type { ComponentProps, ReactNode } from "react";
import { classNames } from "./class-names.ts";
import styles from "./data-list.module.css";

export interface DataListProps extends Omit<ComponentProps<"dl">, "children"> {
  /** Facts in the order they are read. */
  readonly facts: readonly (readonly [term: string, detail: ReactNode])[];
}

/** Facts about one thing. */
export function DataList({ facts, className, ...rest }: DataListProps) {
  return (
    <dl {...rest} className={classNames(styles.list, className)}>
      {facts.map(([term, detail]) => (
        <div key={term} className={styles.fact}>
          <dt className={styles.term}>{term}</dt>
          <dd>{detail}</dd>
        </div>
      ))}
    </dl>
  );
}
