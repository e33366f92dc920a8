import type { ComponentProps, MouseEvent } from "react";
import styles from "./button.module.css";
import { classNames } from "./class-names.ts";
import { Spinner } from "./spinner.tsx";

/** `primary` at most once in a view: what the person most likely came to do. */
export type ButtonKind = "primary" | "secondary" | "quiet";

export interface ButtonProps extends ComponentProps<"button"> {
  readonly kind?: ButtonKind;
  /** The work it started is under way: it keeps its focus, and pressing it again does nothing. */
  readonly busy?: boolean;
}

/**
 * Does something here. To go somewhere, use `LinkButton`.
 *
 * Keyboard: Enter and Space press it, also while it is busy, when nothing happens.
 */
export function Button({
  kind = "secondary",
  busy = false,
  type = "button",
  className,
  onClick,
  children,
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      aria-disabled={busy ? true : rest["aria-disabled"]}
      onClick={busy ? refuse : onClick}
      className={classNames(styles.button, styles[kind], className)}
    >
      {busy ? <Spinner /> : null}
      {children}
    </button>
  );
}

/** `disabled` would drop the focus of a keyboard user; this also keeps a form from being sent. */
function refuse(event: MouseEvent) {
  event.preventDefault();
}
