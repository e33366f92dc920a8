import type { Kysely, Selectable } from "kysely";
import type { Payment, PaymentState, Settled } from "./domain/payment.ts";
import type { PaymentsSchema, PaymentsTx } from "./payments-kit.ts";

export interface FoundPayment {
  readonly payment: Payment;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** Notes a payment; false when there is one for the order already. */
export async function insertPayment(
  sql: Kysely<PaymentsSchema>,
  { id, orderId, amount, paymentToken, toldBy, state }: Payment,
  at: Date,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await sql
    .insertInto("payment")
    .values({
      id,
      order_id: orderId,
      amount: amount.amount,
      currency: amount.currency,
      payment_token: paymentToken,
      told_by: toldBy,
      status: state.status,
      reason: null,
      capture_id: null,
      created_at: at,
      updated_at: at,
    })
    .onConflict((conflict) => conflict.column("order_id").doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

/** Forgets the payment for an order that came to nothing before anybody was charged. */
export async function forgetPayment(tx: PaymentsTx, orderId: string): Promise<void> {
  await tx.sql
    .deleteFrom("payment")
    .where("order_id", "=", orderId)
    .where("status", "=", "expected")
    .execute();
}

export async function findPayment(
  sql: Kysely<PaymentsSchema>,
  orderId: string,
): Promise<Payment | null> {
  const row = await sql
    .selectFrom("payment")
    .selectAll()
    .where("order_id", "=", orderId)
    .executeTakeFirst();
  return row ? toFound(row).payment : null;
}

/** Reads a payment and keeps every other transaction from changing it until this one ends. */
export async function lockPayment(tx: PaymentsTx, orderId: string): Promise<Payment | null> {
  const row = await tx.sql
    .selectFrom("payment")
    .selectAll()
    .where("order_id", "=", orderId)
    .forUpdate()
    .executeTakeFirst();
  return row ? toFound(row).payment : null;
}

export async function markCharging(sql: Kysely<PaymentsSchema>, id: string, at: Date) {
  await sql
    .updateTable("payment")
    .set({ status: "charging", updated_at: at })
    .where("id", "=", id)
    .where("status", "=", "expected")
    .execute();
}

export async function markRefunded(sql: Kysely<PaymentsSchema>, id: string, at: Date) {
  await sql
    .updateTable("payment")
    .set({ status: "refunded", updated_at: at })
    .where("id", "=", id)
    .where("status", "=", "received")
    .execute();
}

/** False for a payment that was settled before, or refunded since: it stays as it is. */
export async function saveSettled(
  sql: Kysely<PaymentsSchema>,
  id: string,
  state: Settled,
  at: Date,
): Promise<boolean> {
  const row = await sql
    .updateTable("payment")
    .set({
      status: state.status,
      reason: state.status === "declined" ? state.reason : null,
      capture_id: state.status === "received" ? state.captureId : null,
      updated_at: at,
    })
    .where("id", "=", id)
    .where("status", "=", "charging")
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}

/** Up to `count` payments that the provider was asked for, newest first. */
export async function listPayments(
  sql: Kysely<PaymentsSchema>,
  query: { orderId: string | undefined; count: number; before: string | undefined },
): Promise<FoundPayment[]> {
  const { orderId, count, before } = query;
  const rows = await sql
    .selectFrom("payment")
    .selectAll()
    .where("status", "not in", ["expected", "void"])
    .$if(orderId !== undefined, (all) => all.where("order_id", "=", orderId ?? ""))
    .$if(before !== undefined, (all) => all.where("id", "<", before ?? ""))
    .orderBy("id", "desc")
    .limit(count)
    .execute();
  return rows.map(toFound);
}

function toFound(row: Selectable<PaymentsSchema["payment"]>): FoundPayment {
  return {
    payment: {
      id: row.id,
      orderId: row.order_id,
      amount: { amount: row.amount, currency: row.currency },
      paymentToken: row.payment_token,
      toldBy: row.told_by,
      state: toState(row),
    },
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

function toState({ status, ...row }: Selectable<PaymentsSchema["payment"]>): PaymentState {
  switch (status) {
    case "received":
    case "refunded":
      return { status, captureId: row.capture_id };
    case "declined":
      return { status, reason: row.reason ?? "unknown" };
    case "expected":
    case "void":
    case "charging":
      return { status };
    default:
      return status satisfies never;
  }
}
