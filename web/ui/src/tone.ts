/** How something stands. The text says it too: a tone alone is nothing to a screen reader. */
export type Tone = "neutral" | "good" | "warn" | "bad" | "info";
