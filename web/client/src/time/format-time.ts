const dayAndTime = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "short" });
const day = new Intl.DateTimeFormat("en", { dateStyle: "full", timeZone: "UTC" });
const exactTime = new Intl.DateTimeFormat("en", {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  fractionalSecondDigits: 3,
  hourCycle: "h23",
});
const milliseconds = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });

/** An ISO 8601 instant as the reader's day and time: `Nov 21, 2025, 11:40 AM`. */
export function formatInstant(instant: string): string {
  return dayAndTime.format(new Date(instant));
}

/** A day of the calendar (`2025-11-21`) in full: `Friday, November 21, 2025`. */
export function formatDay(date: string): string {
  return day.format(new Date(date));
}

/** An ISO 8601 instant as the reader's time of day, to the millisecond: `11:40:07.123`. */
export function formatExactTime(instant: string): string {
  return exactTime.format(new Date(instant));
}

/** How long after another an instant came: `+1,204 ms`. */
export function formatOffset(offsetMs: number): string {
  return `+${milliseconds.format(offsetMs)} ms`;
}
