import { defineMetrics } from "@quad/telemetry";
import type pg from "pg";

const metrics = defineMetrics({
  connections: {
    name: "db.client.connection.count",
    kind: "gauge",
    unit: "{connection}",
    labels: ["service", "db.client.connection.state"],
    meaning: "Connections that a service's pool holds, used or idle",
  },
  connectionsMax: {
    name: "db.client.connection.max",
    kind: "gauge",
    unit: "{connection}",
    labels: ["service"],
    meaning: "The most connections that a service's pool may hold",
  },
  pending: {
    name: "db.client.connection.pending_requests",
    kind: "gauge",
    unit: "{request}",
    labels: ["service"],
    meaning: "Who waits for a connection of a service's pool",
  },
});

/** While a pool is open. Returns how to end it. */
export function observePool(pool: pg.Pool, service: string): () => void {
  const state = (name: string) => ({ service, "db.client.connection.state": name });
  const ends = [
    metrics.connections.observe((set) => {
      set(state("used"), pool.totalCount - pool.idleCount);
      set(state("idle"), pool.idleCount);
    }),
    metrics.connectionsMax.observe((set) => set({ service }, pool.options.max)),
    metrics.pending.observe((set) => set({ service }, pool.waitingCount)),
  ];
  return () => {
    for (const end of ends) end();
  };
}
