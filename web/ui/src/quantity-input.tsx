import { type ComponentProps, type KeyboardEvent, useState } from "react";
import { classNames } from "./class-names.ts";
import { Icon } from "./icon.tsx";
import styles from "./quantity-input.module.css";

/** What the component decides itself. */
type Own = "min" | "max" | "value" | "onChange" | "onBlur" | "onKeyDown";

export interface QuantityInputProps extends Omit<ComponentProps<"input">, Own> {
  /** What is counted, for screen readers. */
  readonly label: string;
  readonly value: number;
  readonly min?: number;
  readonly max?: number;
  /** Told the new count, within the limits, when the person has finished choosing it. */
  readonly onValueChange: (value: number) => void;
}

const STEPS: Readonly<Record<string, number>> = { ArrowUp: 1, ArrowDown: -1 };

/**
 * A small count. The class name goes on the whole, the ref and everything else on the input.
 *
 * Keyboard: arrow up and down count by one; Enter or leaving the field takes what was typed, pulled
 * within the limits; Escape forgets it. The two buttons are for pointers and stay out of the tab
 * order, because the arrows do the same.
 */
export function QuantityInput({
  label,
  value,
  min = 1,
  max = 99,
  onValueChange,
  className,
  ...rest
}: QuantityInputProps) {
  const { draft, setDraft } = useDraft(value);

  const settle = (count: number) => {
    const within = Number.isInteger(count) ? Math.min(max, Math.max(min, count)) : value;
    setDraft(String(within));
    if (within !== value) onValueChange(within);
  };
  const settleDraft = () => settle(draft.trim() === "" ? value : Number(draft));

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") setDraft(String(value));
    // Enter goes on to send the form around the field, with this count.
    if (event.key === "Enter") settleDraft();
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    settle(value + step);
  };

  return (
    <span className={classNames(styles.quantity, className)}>
      <button
        type="button"
        tabIndex={-1}
        className={styles.step}
        disabled={value <= min || rest.disabled}
        aria-label="One fewer"
        onClick={() => settle(value - 1)}
      >
        <Icon name="minus" />
      </button>
      <input
        {...rest}
        type="number"
        inputMode="numeric"
        aria-label={label}
        min={min}
        max={max}
        value={draft}
        className={styles.count}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={settleDraft}
        onKeyDown={onKeyDown}
      />
      <button
        type="button"
        tabIndex={-1}
        className={styles.step}
        disabled={value >= max || rest.disabled}
        aria-label="One more"
        onClick={() => settle(value + 1)}
      >
        <Icon name="plus" />
      </button>
    </span>
  );
}

/** What is being typed; a new value from outside replaces it. */
function useDraft(value: number) {
  const [seen, setSeen] = useState(value);
  const [draft, setDraft] = useState(String(value));
  if (value !== seen) {
    setSeen(value);
    setDraft(String(value));
  }
  return { draft, setDraft };
}
