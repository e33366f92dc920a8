import type { Capture, Refund } from "@quad/charge";
import type { Database } from "@quad/database";
import type { ChargeSchema } from "./charge-schema.ts";

/** All captures of a reference that have happened by now, oldest first. */
export async function listCaptures(
  { sql }: Database<ChargeSchema>,
  reference: string,
  now: Date,
): Promise<Capture[]> {
  const captures = await sql
    .selectFrom("capture")
    .selectAll()
    .where("reference", "=", reference)
    .where("captured_at", "<=", now)
    .orderBy("captured_at")
    .orderBy("call")
    .execute();
  if (captures.length === 0) return [];
  const ids = captures.map((capture) => capture.capture_id);
  const refunds = await sql
    .selectFrom("refund")
    .selectAll()
    .where("capture_id", "in", ids)
    .orderBy("position")
    .execute();
  return captures.map(({ capture_id: captureId, currency, ...capture }) => ({
    captureId,
    reference,
    amount: { amount: Number(capture.amount), currency },
    capturedAt: capture.captured_at,
    refunds: refunds
      .filter((refund) => refund.capture_id === captureId)
      .map((refund) => toRefund(refund, currency)),
  }));
}

type RefundRow = Pick<ChargeSchema["refund"], "refund_id" | "amount" | "refunded_at">;

function toRefund(row: RefundRow, currency: string): Refund {
  return {
    refundId: row.refund_id,
    amount: { amount: Number(row.amount), currency },
    refundedAt: row.refunded_at,
  };
}
