import { Cron } from "croner";

/** A chore at certain times, done by one instance of the service: a row of its table of jobs. */
export interface Job<K> {
  /** Unique in the service; also for the log. */
  readonly name: string;
  /** Five fields as in cron, in UTC: `0 4 * * *` is every day at four. */
  readonly schedule: string;
  /**
   * Repeated when an instance dies in the middle, so it must be able to begin again. `signal`
   * aborts when the service stops, or when another instance may have taken over: end soon then.
   */
  readonly run: (kit: K, signal: AbortSignal) => Promise<void>;
}

/** The instants of a schedule. A text that is none is a TypeError. */
export function scheduleOf({ name, schedule }: Pick<Job<never>, "name" | "schedule">) {
  const cron = parse(name, schedule);
  return {
    /** The last instant at or before `at`; undefined when there was none for years. */
    lastUntil: (at: Date): Date | undefined =>
      // Of croner, those before an instant: a timer may ring on it.
      cron.previousRuns(1, new Date(at.getTime() + 1))[0],
    /** The first instant after `at`; undefined when there is none for years. */
    firstAfter: (at: Date): Date | undefined => cron.nextRun(at) ?? undefined,
  };
}

function parse(name: string, schedule: string): Cron {
  try {
    return new Cron(schedule, { timezone: "UTC", mode: "5-part", paused: true });
  } catch (error) {
    throw new TypeError(`The schedule of job ${name}, "${schedule}", is no cron.`, {
      cause: error,
    });
  }
}
