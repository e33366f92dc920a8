const UNITS_MS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** Milliseconds of `500ms`, `30s`, `10m`, `2h` or `7d`; undefined for any other text. */
export function durationMs(text: string): number | undefined {
  const [, amount, unit = ""] = text.match(/^(\d+)(ms|s|m|h|d)$/) ?? [];
  const value = Number(amount) * (UNITS_MS[unit] ?? Number.NaN);
  return Number.isSafeInteger(value) ? value : undefined;
}
