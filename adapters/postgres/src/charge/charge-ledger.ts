import { randomUUID } from "node:crypto";
import {
  type Capture,
  type CaptureOutcome,
  type CaptureRequest,
  chargeErrors,
  SIMULATED_DECLINE,
  type SimulatedStep,
  simulate,
} from "@quad/charge";
import type { Database, Tx } from "@quad/database";

/** Postgres hands out a bigint as text. */
type Cents = number | string;

export interface ChargeSchema {
  capture: {
    capture_id: string;
    idempotency_key: string;
    call: number;
    reference: string;
    amount: Cents;
    currency: string;
    captured_at: Date;
  };
  charge: {
    idempotency_key: string;
    reference: string;
    amount: Cents;
    currency: string;
    payment_token: string;
    calls: number;
    capture_id: string | null;
    declined_for: string | null;
  };
}
type ChargeRow = ChargeSchema["charge"];

/** What one call came to. A failure is told only after the commit: the effect is on record. */
export type Recorded =
  | { readonly failure: NonNullable<SimulatedStep["failure"]> }
  | { readonly outcome: CaptureOutcome };

/** One call, as a part of a transaction. Errors: CHARGE_INVALID, CHARGE_KEY_REUSED. */
export async function recordCall(
  { sql }: Tx<ChargeSchema>,
  request: CaptureRequest,
  now: Date,
): Promise<Recorded> {
  const known = await countCall(sql, request);
  const { effect, failure } = simulate(request, known.calls);
  if (!isSame(known, request)) {
    throw chargeErrors.CHARGE_KEY_REUSED({ key: request.idempotencyKey });
  }
  const news = await take(sql, { effect, request, call: known.calls, now });
  if (news) {
    await sql
      .updateTable("charge")
      .set(news)
      .where("idempotency_key", "=", request.idempotencyKey)
      .execute();
  }
  return failure ? { failure } : { outcome: outcomeOf({ ...known, ...news }) };
}

/** Oldest first. */
export async function capturesOf(
  { sql }: Database<ChargeSchema>,
  reference: string,
): Promise<Capture[]> {
  const rows = await sql
    .selectFrom("capture")
    .selectAll()
    .where("reference", "=", reference)
    .orderBy("captured_at")
    .orderBy("call")
    .execute();
  return rows.map((row) => ({
    captureId: row.capture_id,
    reference: row.reference,
    amount: { amount: Number(row.amount), currency: row.currency },
    capturedAt: row.captured_at,
  }));
}

/** The row stays locked until the commit: calls with one key take turns. */
function countCall(sql: Tx<ChargeSchema>["sql"], request: CaptureRequest): Promise<ChargeRow> {
  return sql
    .insertInto("charge")
    .values({
      idempotency_key: request.idempotencyKey,
      reference: request.reference,
      amount: request.amount.amount,
      currency: request.amount.currency,
      payment_token: request.paymentToken,
      calls: 1,
    })
    .onConflict((conflict) =>
      conflict
        .column("idempotency_key")
        .doUpdateSet((expression) => ({ calls: expression("charge.calls", "+", 1) })),
    )
    .returningAll()
    .executeTakeFirstOrThrow();
}

interface Taking {
  readonly effect: SimulatedStep["effect"];
  readonly request: CaptureRequest;
  readonly call: number;
  readonly now: Date;
}

/** Does what the step says; what is new about the charge, if anything. */
async function take(
  sql: Tx<ChargeSchema>["sql"],
  { effect, request, call, now }: Taking,
): Promise<Partial<ChargeRow> | undefined> {
  if (effect === "decline") return { declined_for: SIMULATED_DECLINE };
  if (effect !== "capture") return undefined;
  const captureId = randomUUID();
  await sql
    .insertInto("capture")
    .values({
      capture_id: captureId,
      idempotency_key: request.idempotencyKey,
      call,
      reference: request.reference,
      amount: request.amount.amount,
      currency: request.amount.currency,
      captured_at: now,
    })
    .execute();
  return { capture_id: captureId };
}

function isSame(known: ChargeRow, { reference, amount, paymentToken }: CaptureRequest): boolean {
  return (
    known.reference === reference &&
    Number(known.amount) === amount.amount &&
    known.currency === amount.currency &&
    known.payment_token === paymentToken
  );
}

function outcomeOf(charge: ChargeRow): CaptureOutcome {
  const { idempotency_key: key, capture_id: captureId, declined_for: reason } = charge;
  if (captureId !== null) return { status: "captured", captureId };
  if (reason !== null) return { status: "declined", reason };
  throw new TypeError(`Charge ${key} has no outcome to recall.`);
}
