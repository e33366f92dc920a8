import { randomUUID } from "node:crypto";
import { chargeErrors, type RefundOutcome, type RefundRequest, simulateRefund } from "@quad/charge";
import type { Books, ChargeSchema, Recorded } from "./charge-schema.ts";
import { queueNotice } from "./notice-queue.ts";

type CaptureRow = ChargeSchema["capture"];

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * One call of `refund`. Errors: CHARGE_CAPTURE_UNKNOWN, CHARGE_KEY_REUSED, CHARGE_REFUND_EXCEEDS.
 */
export async function recordRefund(
  books: Books,
  request: RefundRequest,
): Promise<Recorded<RefundOutcome>> {
  const { idempotencyKey, captureId } = request;
  const capture = await lockCapture(books, captureId);
  const known = await countCall(books, request);
  if (!isSame(known, request)) throw chargeErrors.CHARGE_KEY_REUSED({ key: idempotencyKey });
  const { effect, failure } = simulateRefund(capture.payment_token, known.calls);
  const refundId = effect === "refund" ? await giveBack(books, capture, request) : known.refund_id;
  if (failure) return { failure };
  if (refundId === null) throw new TypeError(`Refund ${idempotencyKey} has no outcome to recall.`);
  return { outcome: { status: "refunded", refundId } };
}

/** The row stays locked until the commit: refunds of one capture take turns, or exceed it. */
async function lockCapture({ sql, now }: Books, captureId: string) {
  // Postgres does not compare a uuid with what is none.
  if (!UUID.test(captureId)) throw chargeErrors.CHARGE_CAPTURE_UNKNOWN({ captureId });
  const capture = await sql
    .selectFrom("capture")
    .innerJoin("charge", "charge.idempotency_key", "capture.idempotency_key")
    .selectAll("capture")
    .select("charge.payment_token")
    .where("capture.capture_id", "=", captureId)
    .where("captured_at", "<=", now)
    .forUpdate("capture")
    .executeTakeFirst();
  if (!capture) throw chargeErrors.CHARGE_CAPTURE_UNKNOWN({ captureId });
  return capture;
}

/** One that is refused later on rolls back, and leaves its key free. */
function countCall({ sql }: Books, request: RefundRequest): Promise<ChargeSchema["refund_key"]> {
  return sql
    .insertInto("refund_key")
    .values({
      idempotency_key: request.idempotencyKey,
      capture_id: request.captureId,
      amount: request.amount === undefined ? null : String(request.amount),
      reason: request.reason ?? null,
      calls: 1,
    })
    .onConflict((conflict) =>
      conflict
        .column("idempotency_key")
        .doUpdateSet((expression) => ({ calls: expression("refund_key.calls", "+", 1) })),
    )
    .returningAll()
    .executeTakeFirstOrThrow();
}

async function giveBack(
  books: Books,
  { capture_id: captureId, reference, amount: captured }: CaptureRow,
  { idempotencyKey, amount }: RefundRequest,
): Promise<string> {
  const { sql, now: at } = books;
  const left = Number(captured) - (await refundedOf(books, captureId));
  const given = amount ?? left;
  if (given > left || left === 0) throw chargeErrors.CHARGE_REFUND_EXCEEDS({ captureId });
  const refundId = randomUUID();
  await sql
    .insertInto("refund")
    .values({ refund_id: refundId, capture_id: captureId, amount: String(given), refunded_at: at })
    .execute();
  await sql
    .updateTable("refund_key")
    .set({ refund_id: refundId })
    .where("idempotency_key", "=", idempotencyKey)
    .execute();
  const head = { noticeId: randomUUID(), idempotencyKey, reference, at };
  await queueNotice(books, { ...head, kind: "refunded", captureId, refundId });
  return refundId;
}

async function refundedOf({ sql }: Books, captureId: string): Promise<number> {
  const { sum } = await sql
    .selectFrom("refund")
    .select(({ fn }) => fn.sum("amount").as("sum"))
    .where("capture_id", "=", captureId)
    .executeTakeFirstOrThrow();
  return Number(sum);
}

function isSame(known: ChargeSchema["refund_key"], request: RefundRequest): boolean {
  const amount = known.amount === null ? undefined : Number(known.amount);
  return (
    known.capture_id === request.captureId &&
    amount === request.amount &&
    known.reason === (request.reason ?? null)
  );
}
