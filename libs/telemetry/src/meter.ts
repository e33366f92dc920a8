import type { Meter } from "@opentelemetry/api";

/** A part of the meter that is made when there is one. */
export interface Instrument<Made> {
  /** Undefined while metrics are not installed. */
  get(): Made | undefined;
  /** Calls back once, now or when it is made. */
  whenMade(use: (made: Made) => void): void;
}

let meter: Meter | undefined;
const waiting: ((meter: Meter) => void)[] = [];
let installing: Promise<() => Promise<string>> | undefined;

export function instrument<Made>(make: (meter: Meter) => Made): Instrument<Made> {
  let made: Made | undefined;
  const uses: ((made: Made) => void)[] = [];
  whenMeter((installed) => {
    made = make(installed);
    for (const use of uses) use(made);
  });
  return {
    get: () => made,
    whenMade(use) {
      if (made) use(made);
      else uses.push(use);
    },
  };
}

/**
 * Begins to measure in this process. All its services share it; each names itself in the label
 * `service`. The SDK is loaded here and not before: a command that only asks something stays small.
 * A second call changes nothing.
 */
export async function installMetrics(): Promise<void> {
  await install();
}

/** All metrics of this process in Prometheus's text format; installs them if nobody has. */
export async function scrapeMetrics(): Promise<string> {
  const scrape = await install();
  return scrape();
}

function install(): Promise<() => Promise<string>> {
  installing ??= import("./prometheus.ts").then(({ prometheus }) => {
    const { scrape, meter: installed } = prometheus();
    meter = installed;
    for (const use of waiting.splice(0)) use(installed);
    return scrape;
  });
  return installing;
}

function whenMeter(use: (meter: Meter) => void): void {
  if (meter) use(meter);
  else waiting.push(use);
}
