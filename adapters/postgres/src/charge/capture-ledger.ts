import { randomUUID } from "node:crypto";
import {
  type CaptureOutcome,
  type CaptureRequest,
  type ChargeNotice,
  chargeErrors,
  SIMULATED_DECLINE,
  type SimulatedStep,
  simulate,
} from "@quad/charge";
import type { Kysely } from "kysely";
import type { Books, ChargeSchema, Recorded } from "./charge-schema.ts";
import { noticeRows } from "./notice-queue.ts";

type ChargeRow = ChargeSchema["charge"];

/** One call of `capture`. Errors: CHARGE_INVALID, CHARGE_KEY_REUSED. */
export async function recordCapture(
  books: Books,
  request: CaptureRequest,
): Promise<Recorded<CaptureOutcome>> {
  const known = await standInLine(books, request, 1);
  const step = simulate(request.paymentToken, known.calls);
  if (!isSame(known, request)) {
    throw chargeErrors.CHARGE_KEY_REUSED({ key: request.idempotencyKey });
  }
  const decision = decide(books.now, request, { ...step, call: known.calls });
  if (decision) await keepDecision(books, request.idempotencyKey, decision);
  const news = decision?.news;
  if (step.failure) return { failure: step.failure };
  const outcome = outcomeOf({ ...known, ...news }, books.now);
  if (!outcome) throw new TypeError(`Charge ${known.idempotency_key} has no outcome to recall.`);
  return { outcome };
}

/**
 * What became of a key, if anything. A call of another process that is about to commit, also one
 * whose process has died, holds the key: whoever asks stands in line behind it.
 */
export async function findOutcome(
  books: Books,
  { idempotencyKey, reference }: Pick<CaptureRequest, "idempotencyKey" | "reference">,
): Promise<CaptureOutcome | undefined> {
  const known = await standInLine(books, { idempotencyKey, reference, ...NOTHING }, 0);
  if (known.calls > 0) return outcomeOf(known, books.now);
  await books.sql.deleteFrom("charge").where("idempotency_key", "=", idempotencyKey).execute();
  return undefined;
}

/** For the row that stands in line and is gone before the commit. */
const NOTHING = { amount: { amount: 0, currency: "XXX" }, paymentToken: "" } as const;

/** The row stays locked until the commit: calls with one key take turns. */
function standInLine({ sql }: Books, request: CaptureRequest, calls: 0 | 1): Promise<ChargeRow> {
  return sql
    .insertInto("charge")
    .values({
      idempotency_key: request.idempotencyKey,
      reference: request.reference,
      amount: String(request.amount.amount),
      currency: request.amount.currency,
      payment_token: request.paymentToken,
      calls,
    })
    .onConflict((conflict) =>
      conflict
        .column("idempotency_key")
        .doUpdateSet((expression) => ({ calls: expression("charge.calls", "+", calls) })),
    )
    .returningAll()
    .executeTakeFirstOrThrow();
}

interface Decision {
  /** What is new about the charge. */
  readonly news: Partial<ChargeRow>;
  readonly capture?: ChargeSchema["capture"];
  readonly notice: ChargeNotice;
  /** How often the notice is to be sent. */
  readonly notices: number;
}

/** What the step says, if it decides anything. */
function decide(
  now: Date,
  { idempotencyKey, reference, amount }: CaptureRequest,
  { effect, delayMs = 0, notices = 1, call }: SimulatedStep & { readonly call: number },
): Decision | undefined {
  if (effect !== "capture" && effect !== "decline") return undefined;
  const at = new Date(now.getTime() + delayMs);
  const head = { noticeId: randomUUID(), idempotencyKey, reference, at };
  if (effect === "decline") {
    const reason = SIMULATED_DECLINE;
    const news = { declined_for: reason, decided_at: at };
    return { news, notice: { ...head, kind: "declined", reason }, notices };
  }
  const captureId = randomUUID();
  const capture = {
    capture_id: captureId,
    idempotency_key: idempotencyKey,
    call,
    reference,
    amount: String(amount.amount),
    currency: amount.currency,
    captured_at: at,
  };
  const news = { capture_id: captureId, decided_at: at };
  return { news, capture, notice: { ...head, kind: "captured", captureId }, notices };
}

/** In one statement: the decision, the money that moves, and who is told. */
async function keepDecision(
  { sql, tells }: Books,
  idempotencyKey: string,
  { news, capture, notice, notices }: Decision,
): Promise<void> {
  let statement: Pick<Kysely<ChargeSchema>, "with" | "updateTable"> = sql;
  if (capture) {
    statement = statement.with("captured", (its) => its.insertInto("capture").values(capture));
  }
  const rows = tells ? noticeRows(notice, notices) : [];
  if (rows.length > 0) {
    statement = statement.with("told", (its) => its.insertInto("notice").values(rows));
  }
  await statement
    .updateTable("charge")
    .set(news)
    .where("idempotency_key", "=", idempotencyKey)
    .execute();
}

function isSame(known: ChargeRow, { reference, amount, paymentToken }: CaptureRequest): boolean {
  return (
    known.reference === reference &&
    Number(known.amount) === amount.amount &&
    known.currency === amount.currency &&
    known.payment_token === paymentToken
  );
}

function outcomeOf(charge: ChargeRow, now: Date): CaptureOutcome | undefined {
  const { capture_id: captureId, declined_for: reason, decided_at: decidedAt } = charge;
  if (decidedAt && decidedAt > now) return { status: "pending" };
  if (captureId !== null) return { status: "captured", captureId };
  if (reason !== null) return { status: "declined", reason };
  return undefined;
}
