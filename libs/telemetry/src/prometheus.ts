import { type Meter, metrics } from "@opentelemetry/api";
import { PrometheusSerializer } from "@opentelemetry/exporter-prometheus";
import {
  AggregationTemporality,
  InstrumentType,
  MeterProvider,
  MetricReader,
} from "@opentelemetry/sdk-metrics";
import { LABEL_SETS_MAX } from "./label-sets.ts";

/** For all that is read when somebody looks, such as a count in a database. */
const SCRAPE_WITHIN_MS = 2_000;

/** Keeps what is measured, and says it when it is asked. */
export function prometheus(): { meter: Meter; scrape(): Promise<string> } {
  const reader = new Scraped({
    // Never reached: the facade's own limit comes before.
    cardinalitySelector: () => 2 * LABEL_SETS_MAX,
    aggregationTemporalitySelector,
  });
  const provider = new MeterProvider({ readers: [reader] });
  metrics.setGlobalMeterProvider(provider);
  const serializer = new PrometheusSerializer(undefined, false, undefined, true, true);
  return {
    meter: provider.getMeter("quad"),
    async scrape() {
      const { resourceMetrics } = await reader.collect({ timeoutMillis: SCRAPE_WITHIN_MS });
      return serializer.serialize(resourceMetrics);
    },
  };
}

/** A gauge says what was read at this scrape, not what was read once. */
function aggregationTemporalitySelector(type: InstrumentType): AggregationTemporality {
  const isGauge = type === InstrumentType.OBSERVABLE_GAUGE;
  return isGauge ? AggregationTemporality.DELTA : AggregationTemporality.CUMULATIVE;
}

/** Nothing is sent: whoever wants to know comes and asks. */
class Scraped extends MetricReader {
  protected override async onForceFlush(): Promise<void> {}
  protected override async onShutdown(): Promise<void> {}
}
