import { type ComponentProps, type ReactNode, useId } from "react";
import { classNames } from "./class-names.ts";
import styles from "./slider.module.css";

/** What the component decides itself. */
type Own = "type" | "value" | "onChange" | "children";

export interface SliderProps extends Omit<ComponentProps<"input">, Own> {
  readonly label: ReactNode;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  /** What the value stands for; shown beside the label, and said by screen readers. */
  readonly valueText: string;
  readonly onValueChange: (value: number) => void;
}

/**
 * One of a row of whole numbers, where the way between them matters more than the number. The
 * class name goes on the whole, the ref and everything else on the input.
 *
 * Keyboard: arrows go one further, Page Up and Page Down some, Home and End to the ends.
 */
export function Slider({
  label,
  value,
  valueText,
  onValueChange,
  className,
  id,
  ...rest
}: SliderProps) {
  const ownId = useId();
  const inputId = id ?? ownId;
  return (
    <div className={classNames(styles.slider, className)}>
      <label htmlFor={inputId} className={styles.label}>
        {label}
      </label>
      <output htmlFor={inputId} className={styles.value}>
        {valueText}
      </output>
      <input
        {...rest}
        id={inputId}
        type="range"
        value={value}
        aria-valuetext={valueText}
        className={styles.track}
        onChange={(event) => onValueChange(event.target.valueAsNumber)}
      />
    </div>
  );
}
