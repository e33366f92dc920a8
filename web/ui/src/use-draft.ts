import { useState } from "react";

export interface Draft {
  /** What stands in the field. */
  readonly draft: string;
  readonly setDraft: (draft: string) => void;
  /** Notes that `text` was handed out: it will come back as the value, perhaps late. */
  readonly noteSent: (text: string) => void;
}

/**
 * What is being typed into a field whose value is kept elsewhere. A value that changes there
 * replaces it, except the echo of what was typed here: that may arrive when the person is already
 * further, and would take back what they did since.
 */
export function useDraft(value: string): Draft {
  const [draft, setDraft] = useState(value);
  const [seen, setSeen] = useState(value);
  const [sent, setSent] = useState<readonly string[]>([]);

  if (value !== seen) {
    const echo = sent.indexOf(value);
    setSeen(value);
    setSent(echo < 0 ? [] : sent.slice(echo + 1));
    if (echo < 0) setDraft(value);
  }
  const noteSent = (text: string) => {
    const isChange = text !== (sent.at(-1) ?? value);
    if (isChange) setSent([...sent, text]);
  };
  return { draft, setDraft, noteSent };
}
