import type { Kysely, Selectable } from "kysely";
import type { Refund, RefundState, RefundWord } from "./domain/refund.ts";
import type { PaymentsSchema, PaymentsTx } from "./payments-kit.ts";

export interface FoundRefund {
  readonly refund: Refund;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** Notes a refund; false when there is one of this id. */
export async function insertRefund(
  tx: PaymentsTx,
  { id, orderId, amount, state }: Refund,
  at: Date,
): Promise<boolean> {
  const row = await tx.sql
    .insertInto("refund")
    .values({
      id,
      order_id: orderId,
      amount: amount.amount,
      currency: amount.currency,
      status: state.status,
      reason: reasonOf(state),
      created_at: at,
      updated_at: at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}

export async function findRefund(sql: Kysely<PaymentsSchema>, id: string): Promise<Refund | null> {
  const row = await sql.selectFrom("refund").selectAll().where("id", "=", id).executeTakeFirst();
  return row ? toFound(row).refund : null;
}

/** Those of some orders, oldest first. */
export async function listRefunds(
  sql: Kysely<PaymentsSchema>,
  orderIds: readonly string[],
): Promise<FoundRefund[]> {
  if (orderIds.length === 0) return [];
  const rows = await sql
    .selectFrom("refund")
    .selectAll()
    .where("order_id", "in", orderIds)
    .orderBy("created_at")
    .orderBy("id")
    .execute();
  return rows.map(toFound);
}

/**
 * Puts on record what became of a refund. Of two words the first counts, but a bank may send back
 * later what was given: `failed` also replaces `refunded`.
 */
export async function saveRefund(
  sql: Kysely<PaymentsSchema>,
  id: string,
  state: RefundWord,
  at: Date,
): Promise<void> {
  await sql
    .updateTable("refund")
    .set({ status: state.status, reason: reasonOf(state), updated_at: at })
    .where("id", "=", id)
    .where("status", "in", state.status === "failed" ? ["asked", "refunded"] : ["asked"])
    .execute();
}

function reasonOf(state: RefundState): string | null {
  return state.status === "failed" ? state.reason : null;
}

function toFound(row: Selectable<PaymentsSchema["refund"]>): FoundRefund {
  const { id, order_id: orderId, amount, currency, status } = row;
  const state = status === "failed" ? { status, reason: row.reason ?? "unknown" } : { status };
  return {
    refund: { id, orderId, amount: { amount, currency }, state },
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
