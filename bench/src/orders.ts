import { build } from "hdr-histogram-js";
import { loadOrders } from "./order-load.ts";
import { printResult } from "./print-result.ts";
import { scratchCampus } from "./scratch-campus.ts";

const LOADS = [
  { orders: 200, clients: 1 },
  { orders: 2_000, clients: 16 },
];

/** From an order placed to the order confirmed, through all services and their events. */
export async function orders(): Promise<void> {
  const rows: (string | number)[][] = [];
  for (const isolate of [false, true]) {
    const campus = await scratchCampus({ isolate });
    await loadOrders(campus.url, { orders: 200, clients: 8 });
    for (const load of LOADS) {
      const { latenciesMs, perSecond } = await loadOrders(campus.url, load);
      const histogram = build();
      for (const latency of latenciesMs) histogram.recordValue(Math.max(latency, 0));
      rows.push([
        `${isolate ? "isolated" : "one process"}, ${load.clients} client(s)`,
        load.orders,
        ...[50, 95, 99].map((percent) => `${histogram.getValueAtPercentile(percent)} ms`),
        Math.round(perSecond),
      ]);
    }
    await campus.stop();
  }
  printResult(
    "Order placed → confirmed (durable Postgres, after 200 orders to warm up)",
    ["campus", "orders", "p50", "p95", "p99", "orders/s"],
    rows,
  );
}
