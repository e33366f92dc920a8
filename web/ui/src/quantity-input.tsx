import type { ComponentProps, KeyboardEvent } from "react";
import { classNames } from "./class-names.ts";
import { Icon } from "./icon.tsx";
import styles from "./quantity-input.module.css";
import { useDraft } from "./use-draft.ts";

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
  const { draft, setDraft, noteSent } = useDraft(String(value));
  const isCount = /^\d+$/.test(draft);
  const shown = isCount ? Number(draft) : value;

  const settle = (count: number) => {
    const within = Math.min(max, Math.max(min, count));
    setDraft(String(within));
    if (within === value) return;
    noteSent(String(within));
    onValueChange(within);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") setDraft(String(value));
    // Enter goes on to send the form around the field, with this count.
    if (event.key === "Enter") settle(shown);
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    settle(shown + step);
  };

  return (
    <span className={classNames(styles.quantity, className)}>
      <button
        type="button"
        tabIndex={-1}
        className={styles.step}
        disabled={shown <= min || rest.disabled}
        aria-label="One fewer"
        onClick={() => settle(shown - 1)}
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
        onBlur={() => settle(shown)}
        onKeyDown={onKeyDown}
      />
      <button
        type="button"
        tabIndex={-1}
        className={styles.step}
        disabled={shown >= max || rest.disabled}
        aria-label="One more"
        onClick={() => settle(shown + 1)}
      >
        <Icon name="plus" />
      </button>
    </span>
  );
}
