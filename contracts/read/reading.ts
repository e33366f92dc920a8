/** What a person's text says without doubt, or why nothing is read from it. */
export type Reading<Value> =
  | {
      readonly value: Value;
      /** What a person should look at, where there was something to decide. */
      readonly note?: string;
    }
  | { readonly reason: string };
