import type { ComponentProps, ReactNode } from "react";
import { classNames } from "./class-names.ts";
import styles from "./timeline.module.css";
import type { Tone } from "./tone.ts";

/** What happened, in the order in which it happened; its children are `TimelineEntry`s. */
export function Timeline({ className, ...rest }: ComponentProps<"ol">) {
  return <ol {...rest} className={classNames(styles.timeline, className)} />;
}

export interface TimelineEntryProps extends Omit<ComponentProps<"li">, "title"> {
  readonly title: ReactNode;
  /** Who said it, when. */
  readonly meta?: ReactNode;
  /** How long after the start it came, as text. */
  readonly offset?: ReactNode;
  /** The same as a share of the whole, 0 to 1: drawn as a bar. */
  readonly share?: number;
  readonly tone?: Tone;
  /** It has not happened yet. */
  readonly pending?: boolean;
}

export function TimelineEntry({
  title,
  meta,
  offset,
  share,
  tone = "neutral",
  pending = false,
  className,
  children,
  ...rest
}: TimelineEntryProps) {
  return (
    <li
      {...rest}
      className={classNames(styles.entry, styles[tone], pending && styles.pending, className)}
    >
      <div className={styles.head}>
        <p className={styles.title}>{title}</p>
        {offset ? <p className={styles.offset}>{offset}</p> : null}
      </div>
      {share === undefined ? null : (
        <svg className={styles.track} viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden>
          <rect className={styles.bar} width={Math.max(share, 0.01)} height="1" />
        </svg>
      )}
      {children}
      {meta ? <p className={styles.meta}>{meta}</p> : null}
    </li>
  );
}
