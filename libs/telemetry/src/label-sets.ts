import type { Attributes } from "@opentelemetry/api";

/** Of one metric, sets of label values; what is more is counted as one. */
export const LABEL_SETS_MAX = 500;

/** As the SDK marks it. */
const OVERFLOW: Attributes = { "otel.metric.overflow": true };

/**
 * Keeps a metric small when its labels turn out to have many values, such as what strangers choose.
 * The SDK has a limit of its own (3.1.1), but for each scrape anew: it would not hold for days.
 */
export function labelSets(names: readonly string[]): (labels: Attributes) => Attributes {
  const known = new Set<string>();
  return (labels) => {
    const key = names.map((name) => labels[name]).join("\0");
    if (known.has(key)) return labels;
    if (known.size >= LABEL_SETS_MAX) return OVERFLOW;
    known.add(key);
    return labels;
  };
}
