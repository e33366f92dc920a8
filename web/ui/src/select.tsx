import type { ComponentProps } from "react";
import { Field, type FieldTexts } from "./field.tsx";

export interface SelectProps extends ComponentProps<"select">, FieldTexts {}

/**
 * One of a few. It is the browser's own select, which phones and screen readers know best; its
 * children are `<option>`s. The class name goes on the field, the ref and everything else on the
 * select.
 *
 * Keyboard: arrows choose, Space opens, Escape closes.
 */
export function Select({ label, hint, error, id, className, ...rest }: SelectProps) {
  return (
    <Field label={label} hint={hint} error={error} id={id} className={className}>
      {(ties) => <select {...rest} {...ties} />}
    </Field>
  );
}
