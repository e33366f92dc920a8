import type { ComponentProps } from "react";
import styles from "./badge.module.css";
import { classNames } from "./class-names.ts";
import type { Tone } from "./tone.ts";

export interface BadgeProps extends ComponentProps<"span"> {
  readonly tone?: Tone;
}

/** How one thing stands, in a word or two. */
export function Badge({ tone = "neutral", className, ...rest }: BadgeProps) {
  return <span {...rest} className={classNames(styles.badge, styles[tone], className)} />;
}
