import type { ComponentProps } from "react";
import { classNames } from "./class-names.ts";
import styles from "./skeleton.module.css";

/**
 * Where something will stand once it has come: a line of text, unless its class says otherwise.
 * Screen readers do not see it: say beside it, once, what is loading.
 */
export function Skeleton({ className, ...rest }: ComponentProps<"span">) {
  return <span {...rest} aria-hidden className={classNames(styles.skeleton, className)} />;
}
