import type { ComponentProps } from "react";
import { classNames } from "./class-names.ts";
import styles from "./skip-link.module.css";

/**
 * The first link of a page: past the header to what it is about.
 *
 * Keyboard: the first Tab shows it, Enter follows it.
 */
export function SkipLink({ className, ...rest }: ComponentProps<"a">) {
  return <a {...rest} className={classNames(styles.skip, className)} />;
}
