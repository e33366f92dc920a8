import type { ComponentProps } from "react";
import { Field, type FieldTexts } from "./field.tsx";

export interface TextAreaProps extends ComponentProps<"textarea">, FieldTexts {}

/**
 * Several lines of text with label, hint and error. The class name goes on the field, the ref and
 * everything else on the textarea.
 *
 * Keyboard: as the browser's own; Enter starts a new line, Tab leaves.
 */
export function TextArea({ label, hint, error, id, className, ...rest }: TextAreaProps) {
  return (
    <Field label={label} hint={hint} error={error} id={id} className={className}>
      {(ties) => <textarea rows={4} {...rest} {...ties} />}
    </Field>
  );
}
