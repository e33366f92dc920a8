import { checkout } from "./checkout.ts";
import { eventStore } from "./event-store.ts";
import { flashSale } from "./flash-sale.ts";
import { install } from "./install.ts";
import { lock } from "./lock.ts";
import { memory } from "./memory.ts";
import { messages } from "./messages.ts";
import { orderCost } from "./order-cost.ts";
import { orders } from "./orders.ts";
import { recovery } from "./recovery.ts";
import { saga } from "./saga.ts";
import { start } from "./start.ts";

/** Each prints a table; every load is bounded in count and time. */
const BENCHMARKS: Readonly<Record<string, () => Promise<void>>> = {
  messages,
  lock,
  "flash-sale": flashSale,
  "event-store": eventStore,
  orders,
  "order-cost": orderCost,
  checkout,
  recovery,
  saga,
  memory,
  start,
  install,
};

/** Runs the named benchmarks, or all. A wrong name is a RangeError that lists the right ones. */
export async function runBenchmarks(names: readonly string[]): Promise<void> {
  const known = Object.keys(BENCHMARKS);
  const wrong = names.filter((name) => !known.includes(name));
  if (wrong.length > 0) {
    throw new RangeError(`No benchmark ${wrong.join(", ")}; there are: ${known.join(", ")}.`);
  }
  for (const name of names.length > 0 ? names : known) await BENCHMARKS[name]?.();
}
