import type { ComponentProps } from "react";
import styles from "./button.module.css";
import type { ButtonKind } from "./button.tsx";
import { classNames } from "./class-names.ts";

export interface LinkButtonProps extends ComponentProps<"a"> {
  readonly kind?: ButtonKind;
}

/**
 * Goes somewhere, and looks like a button because it is the next step. A router makes its own link
 * of it.
 *
 * Keyboard: Enter follows it.
 */
export function LinkButton({ kind = "secondary", className, ...rest }: LinkButtonProps) {
  return <a {...rest} className={classNames(styles.button, styles[kind], className)} />;
}
