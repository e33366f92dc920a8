import type { ComponentProps } from "react";
import { classNames } from "./class-names.ts";
import styles from "./spinner.module.css";
import { VisuallyHidden } from "./visually-hidden.tsx";

export interface SpinnerProps extends ComponentProps<"span"> {
  /** What is under way, for screen readers; leave it out where a text beside it says so. */
  readonly label?: string;
}

/** Something is under way and nobody knows how far it is. */
export function Spinner({ label, className, ...rest }: SpinnerProps) {
  return (
    <span {...rest} className={classNames(styles.spinner, className)}>
      <span className={styles.ring} aria-hidden />
      {label === undefined ? null : <VisuallyHidden>{label}</VisuallyHidden>}
    </span>
  );
}
