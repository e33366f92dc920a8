import type { ComponentProps, ReactNode } from "react";
import { classNames } from "./class-names.ts";
import styles from "./empty-state.module.css";
import { Icon, type IconName } from "./icon.tsx";

export interface EmptyStateProps extends Omit<ComponentProps<"div">, "title"> {
  readonly icon: IconName;
  readonly title: ReactNode;
  /** Where to go from here. */
  readonly actions?: ReactNode;
}

/** There is nothing here, why, and what to do about it. */
export function EmptyState({
  icon,
  title,
  actions,
  className,
  children,
  ...rest
}: EmptyStateProps) {
  return (
    <div {...rest} className={classNames(styles.empty, className)}>
      <Icon name={icon} className={styles.icon} />
      <p className={styles.title}>{title}</p>
      {children ? <div className={styles.text}>{children}</div> : null}
      {actions ? <div className={styles.actions}>{actions}</div> : null}
    </div>
  );
}
