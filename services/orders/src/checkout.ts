import {
  type EventDefinition,
  type Money,
  outOfStock,
  paymentDeclined,
  paymentReceived,
  paymentRefunded,
  refundPayment,
  releaseStock,
  reserveStock,
  sellStock,
  stockReleased,
  stockReserved,
  takePayment,
} from "@quad/contracts";
import { defineSaga, refusal } from "@quad/saga";
import type { Static } from "typebox";
import { endOrder } from "./end-order.ts";
import type { CancelReason, Decision, Wish } from "./order.ts";
import { addToTimeline, hasHappened, lockOrder, type OrdersKit } from "./order-store.ts";
import { orderWatch } from "./order-watch.ts";

/** What the saga of an order has to know. Its id is that of the order. */
export interface CheckoutInput {
  readonly items: Wish[];
  readonly total: Static<typeof Money>;
  readonly paymentToken: string;
}

/** Longer than any payment takes; then the copies are for sale again. */
const KEPT_MS = 15 * 60 * 1_000;
/** A neighbour may be away for more than an hour before a person has to look. */
const RETRY = { attemptsMax: 1_000, delayMs: 100, delayMsMax: 5_000 };
/** More than the deadline of the slowest call, so that it is the call that gives up. */
const TIMEOUT_MS = 20_000;
const PATIENCE = { retry: RETRY, timeoutMs: TIMEOUT_MS };

/**
 * An order from created to confirmed, or back to nothing: reserve the copies, take the payment,
 * hand over. Every question may be asked again, so an answer that was lost is simply asked for
 * once more; what each step came to is on the order's timeline before the next begins.
 */
export function checkout(kit: OrdersKit) {
  return defineSaga<CheckoutInput>({ name: "checkout", version: 1 })
    .step({
      name: "create-order",
      ...PATIENCE,
      // The transaction that began this saga has created it.
      action: async () => {},
      compensate: ({ sagaId }) => cancel(kit, sagaId),
    })
    .step({
      name: "reserve-stock",
      ...PATIENCE,
      async action({ sagaId: orderId, input: { items }, signal }) {
        const request = { orderId, items, keptMs: KEPT_MS };
        const { outcome, ...details } = await kit.ask(reserveStock, request, { signal });
        if (outcome !== "reserved") await refuse(kit, orderId, outOfStock, details);
        await note(kit, orderId, stockReserved, details);
      },
      async compensate({ sagaId: orderId, signal }) {
        await kit.ask(releaseStock, { orderId }, { signal });
        await note(kit, orderId, stockReleased);
      },
    })
    .step({
      name: "take-payment",
      ...PATIENCE,
      async action({ sagaId: orderId, input, signal }) {
        const request = { orderId, amount: input.total, paymentToken: input.paymentToken };
        const { outcome, ...details } = await kit.ask(takePayment, request, { signal });
        if (outcome === "declined") await refuse(kit, orderId, paymentDeclined, details);
        await note(kit, orderId, paymentReceived, { ...details, amount: input.total });
      },
      async compensate({ sagaId: orderId, signal }) {
        const { outcome, ...details } = await kit.ask(refundPayment, { orderId }, { signal });
        if (outcome === "refunded") await note(kit, orderId, paymentRefunded, details);
      },
    })
    .step({
      name: "confirm-order",
      ...PATIENCE,
      async action({ sagaId: orderId, signal }) {
        const { outcome, ...details } = await kit.ask(sellStock, { orderId }, { signal });
        if (outcome !== "sold") await refuse(kit, orderId, outOfStock, details);
        await end(kit, orderId, async () => ({ type: "confirmed" }));
      },
    });
}

/** Notes on the timeline why the order cannot go on, and turns the saga back. */
async function refuse(
  kit: OrdersKit,
  orderId: string,
  event: EventDefinition,
  details: Record<string, unknown>,
): Promise<never> {
  await note(kit, orderId, event, details);
  throw refusal(event.type);
}

async function cancel(kit: OrdersKit, orderId: string): Promise<void> {
  await end(kit, orderId, async (sql) => {
    const isDeclined = await hasHappened(sql, orderId, paymentDeclined.type);
    const reason: CancelReason = isDeclined ? "payment_declined" : "out_of_stock";
    return { type: "cancelled", reason };
  });
}

async function end(
  kit: OrdersKit,
  orderId: string,
  decide: (sql: OrdersKit["database"]["sql"]) => Promise<Decision>,
): Promise<void> {
  await kit.database.transaction(async (tx) => {
    const order = await lockOrder(tx, orderId);
    // An earlier try of this step has got as far.
    if (order?.status !== "pending") return;
    await endOrder(kit, tx, { order, decision: await decide(tx.sql) });
    tx.afterCommit(() => orderWatch.wake(orderId));
  });
}

async function note(
  { database, clock }: OrdersKit,
  orderId: string,
  { type, owner }: EventDefinition,
  details: Record<string, unknown> = {},
): Promise<void> {
  const entry = { event: type, source: owner, at: clock.now(), details };
  await addToTimeline(database.sql, orderId, entry);
  orderWatch.wake(orderId);
}
