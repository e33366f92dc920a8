import { type ReactNode, useId } from "react";
import { classNames } from "./class-names.ts";
import styles from "./field.module.css";
import { Icon } from "./icon.tsx";

/** What every field around a control has. */
export interface FieldTexts {
  readonly label: ReactNode;
  /** What to write, said before it is written. */
  readonly hint?: ReactNode;
  /** What is wrong with what is written; the control is marked invalid as long as it is there. */
  readonly error?: string | undefined;
}

/** What ties a control to the texts around it. */
export interface ControlTies {
  readonly id: string;
  readonly className: string | undefined;
  readonly "aria-describedby": string | undefined;
  readonly "aria-invalid": true | undefined;
}

interface FieldProps extends FieldTexts {
  readonly id: string | undefined;
  readonly className: string | undefined;
  readonly children: (ties: ControlTies) => ReactNode;
}

/** Label, hint, control and error, tied together for screen readers. */
export function Field({ label, hint, error, id, className, children }: FieldProps) {
  const ownId = useId();
  const controlId = id ?? ownId;
  const hintId = hint ? `${controlId}-hint` : undefined;
  const errorId = error ? `${controlId}-error` : undefined;
  return (
    <div className={classNames(styles.field, className)}>
      <label htmlFor={controlId} className={styles.label}>
        {label}
      </label>
      {hint ? (
        <p id={hintId} className={styles.hint}>
          {hint}
        </p>
      ) : null}
      {children({
        id: controlId,
        className: styles.control,
        "aria-describedby": classNames(hintId, errorId) || undefined,
        "aria-invalid": error ? true : undefined,
      })}
      {error ? (
        <p id={errorId} className={styles.error}>
          <Icon name="alert" /> {error}
        </p>
      ) : null}
    </div>
  );
}
