import type { ComponentProps, ReactNode } from "react";
import styles from "./alert.module.css";
import { classNames } from "./class-names.ts";
import { Icon, type IconName } from "./icon.tsx";
import type { Tone } from "./tone.ts";

export interface AlertProps extends Omit<ComponentProps<"div">, "title"> {
  readonly tone?: Tone;
  readonly title: ReactNode;
  /** What the person can do about it: buttons and links. */
  readonly actions?: ReactNode;
}

const ICONS: Readonly<Record<Tone, IconName>> = {
  neutral: "info",
  good: "check",
  warn: "alert",
  bad: "alert",
  info: "info",
};

/**
 * Something the person should know before going on. Where it appears in answer to what they did,
 * give it `role="alert"`, so that it is read out at once.
 *
 * Keyboard: none of its own; its actions are buttons and links in the tab order.
 */
export function Alert({ tone = "info", title, actions, className, children, ...rest }: AlertProps) {
  return (
    <div {...rest} className={classNames(styles.alert, styles[tone], className)}>
      <Icon name={ICONS[tone]} className={styles.icon} />
      <div className={styles.body}>
        <p className={styles.title}>{title}</p>
        {children ? <div className={styles.text}>{children}</div> : null}
        {actions ? <div className={styles.actions}>{actions}</div> : null}
      </div>
    </div>
  );
}
