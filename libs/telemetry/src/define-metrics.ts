import type { Attributes, ObservableCallback } from "@opentelemetry/api";
import { labelSets } from "./label-sets.ts";
import { type Instrument, instrument } from "./meter.ts";

/** One thing that is measured. The names of its labels are part of it: others do not compile. */
export interface MetricDefinition {
  /** By OpenTelemetry's semantic conventions where they know it, else `quad.<area>.<what>`. */
  readonly name: string;
  readonly kind: "counter" | "gauge" | "histogram";
  /** By UCUM: `s`, `{event}`. */
  readonly unit: string;
  /** What values are told apart by. Each has few values: a route, never an id. */
  readonly labels: readonly string[];
  /** One sentence, without a stop. */
  readonly meaning: string;
}

/** A value for each label; an empty one is, for Prometheus, the label left out. */
type LabelsOf<Definition extends MetricDefinition> = Readonly<
  Record<Definition["labels"][number], string>
>;

/** What only grows, and is counted where it happens. */
export interface Counter<Labels> {
  add(labels: Labels, amount: number): void;
}

/** How values are distributed, such as durations in seconds. */
export interface Histogram<Labels> {
  record(labels: Labels, value: number): void;
}

/** What stands at a value, and is read when somebody looks. */
export interface Gauge<Labels> {
  /** Returns how to end it. A reading that fails or takes too long is left out of that look. */
  observe(read: (set: SetValue<Labels>) => Promise<void> | void): () => void;
}

export type SetValue<Labels> = (labels: Labels, value: number) => void;

type MetricOf<Definition extends MetricDefinition> = {
  counter: Counter<LabelsOf<Definition>>;
  gauge: Gauge<LabelsOf<Definition>>;
  histogram: Histogram<LabelsOf<Definition>>;
}[Definition["kind"]];

/**
 * Declares what a package measures, each metric once in the whole house; METRICS.md lists them.
 * Before `installMetrics` nothing is kept, and measuring costs a comparison.
 */
export function defineMetrics<const Definitions extends Record<string, MetricDefinition>>(
  definitions: Definitions,
): { readonly [Name in keyof Definitions]: MetricOf<Definitions[Name]> } {
  const metrics = Object.entries(definitions).map(([name, definition]) => [
    name,
    metricOf(definition),
  ]);
  return Object.fromEntries(metrics);
}

function metricOf(definition: MetricDefinition) {
  const { name, kind, unit, meaning: description } = definition;
  const options = { unit, description };
  const within = labelSets(definition.labels);
  switch (kind) {
    case "counter": {
      const counter = instrument((meter) => meter.createCounter(name, options));
      return {
        add: (labels: Attributes, amount: number) => counter.get()?.add(amount, within(labels)),
      };
    }
    case "histogram": {
      const advice = unit === "s" ? { explicitBucketBoundaries: [...SECONDS] } : {};
      const histogram = instrument((meter) => meter.createHistogram(name, { ...options, advice }));
      return {
        record: (labels: Attributes, value: number) =>
          histogram.get()?.record(value, within(labels)),
      };
    }
    case "gauge":
      return gaugeOf(instrument((meter) => meter.createObservableGauge(name, options)));
    default:
      return kind satisfies never;
  }
}

/** Those that begin to be observed before there is a meter are added when there is one. */
function gaugeOf(gauge: Instrument<Observable>): Gauge<Attributes> {
  const callbacks = new Set<ObservableCallback>();
  gauge.whenMade((made) => {
    for (const callback of callbacks) made.addCallback(callback);
  });
  return {
    observe(read) {
      const callback: ObservableCallback = async (result) => {
        await read((labels, value) => result.observe(value, labels));
      };
      callbacks.add(callback);
      gauge.get()?.addCallback(callback);
      return () => {
        callbacks.delete(callback);
        gauge.get()?.removeCallback(callback);
      };
    },
  };
}

interface Observable {
  addCallback(callback: ObservableCallback): void;
  removeCallback(callback: ObservableCallback): void;
}

/** The semantic conventions' buckets for durations. */
const SECONDS = [
  ...[0.005, 0.01, 0.025, 0.05, 0.075, 0.1],
  ...[0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10],
] as const;
