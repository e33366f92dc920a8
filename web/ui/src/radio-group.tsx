import { type ComponentProps, type ReactNode, useId } from "react";
import { classNames } from "./class-names.ts";
import styles from "./radio-group.module.css";

export interface RadioOption<Value extends string> {
  readonly value: Value;
  readonly label: ReactNode;
  readonly hint?: ReactNode;
}

export interface RadioGroupProps<Value extends string>
  extends Omit<ComponentProps<"fieldset">, "onChange"> {
  readonly legend: ReactNode;
  readonly options: readonly RadioOption<Value>[];
  readonly value: Value;
  readonly onValueChange: (value: Value) => void;
}

/**
 * One of a few that deserve an explanation each. The ref and everything else go on the fieldset.
 *
 * Keyboard: Tab enters at the chosen one, arrows choose the next and go round at the ends.
 */
export function RadioGroup<Value extends string>({
  legend,
  options,
  value,
  onValueChange,
  className,
  ...rest
}: RadioGroupProps<Value>) {
  const name = useId();
  return (
    <fieldset {...rest} className={classNames(styles.group, className)}>
      <legend className={styles.legend}>{legend}</legend>
      {options.map((option) => (
        <label key={option.value} className={styles.option}>
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onValueChange(option.value)}
            className={styles.radio}
          />
          <span>
            <span className={styles.label}>{option.label}</span>
            {option.hint ? <span className={styles.hint}>{option.hint}</span> : null}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
