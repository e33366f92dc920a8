import { acceptedOrders } from "./accepted-orders.ts";
import { chargedOnce } from "./charged-once.ts";
import { everyOrderEnds } from "./every-order-ends.ts";
import type { Invariant } from "./invariant.ts";
import { legalEvents } from "./legal-events.ts";
import { money } from "./money.ts";
import { notifiedOnce } from "./notified-once.ts";
import { readModels } from "./read-models.ts";
import { stock } from "./stock.ts";

/** All that is checked after a run. */
export const invariants: readonly Invariant[] = [
  money,
  chargedOnce,
  stock,
  everyOrderEnds,
  acceptedOrders,
  legalEvents,
  notifiedOnce,
  readModels,
];
