import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  ParentBasedSampler,
  type Sampler,
  TraceIdRatioBasedSampler,
} from "@opentelemetry/sdk-trace";

/** By the names of OpenTelemetry's variable `OTEL_TRACES_SAMPLER`. */
export const samplerNames = [
  "always_on",
  "always_off",
  "traceidratio",
  "parentbased_always_on",
  "parentbased_always_off",
  "parentbased_traceidratio",
] as const;

export interface Sampling {
  readonly sampler: (typeof samplerNames)[number];
  /** The share of traces that are sent, in [0, 1]; only ratio samplers look at it. */
  readonly ratio: number;
}

/** `parentbased_…` asks only where a trace begins, and follows its headers elsewhere. */
export function samplerOf({ sampler, ratio }: Sampling): Sampler {
  const isParentBased = sampler.startsWith("parentbased_");
  const root = rootSampler(isParentBased ? sampler.slice("parentbased_".length) : sampler, ratio);
  return isParentBased ? new ParentBasedSampler({ root }) : root;
}

function rootSampler(name: string, ratio: number): Sampler {
  if (name === "always_off") return new AlwaysOffSampler();
  if (name === "traceidratio") return new TraceIdRatioBasedSampler(ratio);
  return new AlwaysOnSampler();
}
