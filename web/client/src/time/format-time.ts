const dayAndTime = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "short" });
const day = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeZone: "UTC" });
const exactTime = new Intl.DateTimeFormat("en", {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  fractionalSecondDigits: 3,
  hourCycle: "h23",
});
/** How long each unit is, and from when on the next smaller one says nothing any more. */
const UNITS = [
  { unit: "day", ms: 86_400_000, from: 2 * 86_400_000 },
  { unit: "hour", ms: 3_600_000, from: 2 * 3_600_000 },
  { unit: "minute", ms: 60_000, from: 2 * 60_000 },
  { unit: "second", ms: 1_000, from: 10_000 },
] as const;
const milliseconds = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });

/** An ISO 8601 instant as the reader's day and time: `Nov 21, 2025, 11:40 AM`. */
export function formatInstant(instant: string): string {
  return dayAndTime.format(new Date(instant));
}

/** A day of the calendar (`2025-11-21`) for people: `Nov 21, 2025`. */
export function formatDay(date: string): string {
  return day.format(new Date(date));
}

/** An ISO 8601 instant as the reader's time of day, to the millisecond: `11:40:07.123`. */
export function formatExactTime(instant: string): string {
  return exactTime.format(new Date(instant));
}

/** How long after another an instant came: `+1,204 ms`, `+3 min`, `+2 days`. */
export function formatOffset(offsetMs: number): string {
  const fitting = UNITS.find(({ from }) => offsetMs >= from);
  if (!fitting) return `+${milliseconds.format(offsetMs)} ms`;
  const { unit, ms } = fitting;
  const format = new Intl.NumberFormat("en", { style: "unit", unit, unitDisplay: "short" });
  return `+${format.format(Math.floor(offsetMs / ms))}`;
}
