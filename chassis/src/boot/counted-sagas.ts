import type { SagaObserver } from "@quad/saga";
import { defineMetrics } from "@quad/telemetry";

const metrics = defineMetrics({
  sagasBegun: {
    name: "quad.saga.begun",
    kind: "counter",
    unit: "{saga}",
    labels: ["service", "quad.saga.name"],
    meaning: "Sagas that were begun",
  },
  sagasEnded: {
    name: "quad.saga.ended",
    kind: "counter",
    unit: "{saga}",
    labels: ["service", "quad.saga.name", "quad.saga.state"],
    meaning: "Sagas that are done, compensated or parked; a parked one ends again after a person",
  },
});

/** Counts the sagas of a service. */
export function countedSagas(service: string): SagaObserver {
  return {
    begun: (name) => metrics.sagasBegun.add({ service, "quad.saga.name": name }, 1),
    ended: (name, state) =>
      metrics.sagasEnded.add({ service, "quad.saga.name": name, "quad.saga.state": state }, 1),
  };
}
