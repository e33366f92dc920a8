import type { ComponentProps } from "react";
import { Field, type FieldTexts } from "./field.tsx";

export interface TextFieldProps extends ComponentProps<"input">, FieldTexts {}

/**
 * One line of text with its label, hint and error. The class name goes on the field, the ref and
 * everything else on the input.
 *
 * Keyboard: as the browser's own; a press on the label focuses it.
 */
export function TextField({ label, hint, error, id, className, ...rest }: TextFieldProps) {
  return (
    <Field label={label} hint={hint} error={error} id={id} className={className}>
      {(ties) => <input {...rest} {...ties} />}
    </Field>
  );
}
