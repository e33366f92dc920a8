import type { Charge, RefundRequest } from "@quad/charge";
import { testId } from "@quad/testkit";
import { expect } from "vitest";
import { type ChargeCheck, captured, requestFor } from "./charge-place.ts";

const CALLS = 20;
const EXCEEDS = { code: "CHARGE_REFUND_EXCEEDS" };

/** A refund of all that is left, under a key of its own. */
export function refundFor(captureId: string, changes: Partial<RefundRequest> = {}): RefundRequest {
  return { idempotencyKey: `refund-${testId()}`, captureId, ...changes };
}

async function refundsOf(charge: Charge, reference: string) {
  const captures = await charge.captures(reference);
  return captures.flatMap(({ refunds }) => refunds);
}

/** What `refund` gives back. */
export const refunding: readonly ChargeCheck[] = [
  {
    name: "gives the money back, and its own ledger shows it",
    async run(stage) {
      const charge = await stage.started();
      const request = requestFor();
      const outcome = await charge.refund(refundFor(await captured(charge, request)));
      expect(outcome).toEqual({ status: "refunded", refundId: expect.any(String) });
      const [refund, ...more] = await refundsOf(charge, request.reference);
      expect(outcome).toHaveProperty("refundId", refund?.refundId);
      expect(refund?.amount).toEqual(request.amount);
      expect(refund?.refundedAt).toBeInstanceOf(Date);
      expect(more).toEqual([]);
    },
  },
  {
    name: "gives back parts until nothing is left, listed oldest first",
    async run(stage) {
      const charge = await stage.started();
      const request = requestFor();
      const captureId = await captured(charge, request);
      await charge.refund(refundFor(captureId, { amount: 299, reason: "one book came damaged" }));
      await charge.refund(refundFor(captureId, { amount: 1 }));
      await charge.refund(refundFor(captureId));
      const amounts = (await refundsOf(charge, request.reference)).map(({ amount }) => amount);
      expect(amounts.map(({ amount }) => amount)).toEqual([299, 1, 999]);
      await expect(charge.refund(refundFor(captureId))).rejects.toMatchObject(EXCEEDS);
      await expect(charge.refund(refundFor(captureId, { amount: 1 }))).rejects.toMatchObject(
        EXCEEDS,
      );
    },
  },
  {
    name: "never gives back more than it took, and says so",
    async run(stage) {
      const charge = await stage.started();
      const request = requestFor();
      const refund = refundFor(await captured(charge, request), { amount: 1300 });
      await expect(charge.refund(refund)).rejects.toMatchObject(EXCEEDS);
      expect(await refundsOf(charge, request.reference)).toEqual([]);
      const all = refundFor(refund.captureId, { amount: 1299 });
      expect(await charge.refund(all)).toMatchObject({ status: "refunded" });
    },
  },
  {
    name: `${CALLS} refunds at once together never exceed the capture`,
    async run(stage) {
      const charge = await stage.started();
      const other = charge.supports.durable ? await stage.started() : charge;
      const request = requestFor({ amount: { amount: 1000, currency: "EUR" } });
      const captureId = await captured(charge, request);
      const refunds = await Promise.allSettled(
        Array.from({ length: CALLS }, (_, nth) =>
          (nth % 2 ? charge : other).refund(refundFor(captureId, { amount: 300 })),
        ),
      );
      expect(refunds.filter(({ status }) => status === "fulfilled")).toHaveLength(3);
      expect(await refundsOf(charge, request.reference)).toHaveLength(3);
    },
  },
  {
    name: `${CALLS} refunds at once with one key give back once`,
    async run(stage) {
      const charge = await stage.started();
      const other = charge.supports.durable ? await stage.started() : charge;
      const request = requestFor();
      const refund = refundFor(await captured(charge, request), { amount: 100 });
      const outcomes = await Promise.all(
        Array.from({ length: CALLS }, (_, nth) => (nth % 2 ? charge : other).refund(refund)),
      );
      expect(new Set(outcomes.map((outcome) => JSON.stringify(outcome))).size).toBe(1);
      expect(await refundsOf(charge, request.reference)).toHaveLength(1);
    },
  },
  {
    name: "a repeated refund answers what the first one answered",
    async run(stage) {
      const charge = await stage.started();
      const request = requestFor();
      const refund = refundFor(await captured(charge, request));
      const first = await charge.refund(refund);
      expect(await charge.refund(structuredClone(refund))).toEqual(first);
      expect(await refundsOf(charge, request.reference)).toHaveLength(1);
    },
  },
  {
    name: "a refund may have the key of its capture",
    async run(stage) {
      const charge = await stage.started();
      const { idempotencyKey, reference } = requestFor();
      const captureId = await captured(charge, requestFor({ idempotencyKey, reference }));
      await charge.refund(refundFor(captureId, { idempotencyKey }));
      expect(await refundsOf(charge, reference)).toHaveLength(1);
    },
  },
  {
    name: "refuses a key that was used for another refund",
    async run(stage) {
      const charge = await stage.started();
      const request = requestFor();
      const captureId = await captured(charge, request);
      const refund = refundFor(captureId, { amount: 100, reason: "damaged" });
      await charge.refund(refund);
      const others: Partial<RefundRequest>[] = [
        { amount: 101 },
        { reason: "lost" },
        { captureId: await captured(charge, requestFor()) },
      ];
      for (const changes of others) {
        const reused = charge.refund({ ...refund, ...changes });
        await expect(reused).rejects.toMatchObject({ code: "CHARGE_KEY_REUSED" });
      }
      expect(await refundsOf(charge, request.reference)).toHaveLength(1);
    },
  },
  {
    name: "refuses a refund that is not valid, or of a capture that it does not know",
    async run(stage) {
      const charge = await stage.started();
      const request = requestFor();
      const captureId = await captured(charge, request);
      const invalid: Partial<RefundRequest>[] = [
        { idempotencyKey: "" },
        { captureId: "" },
        { amount: 0 },
        { amount: -1 },
        { amount: 0.5 },
        { reason: "" },
        { reason: "zero\0" },
      ];
      for (const changes of invalid) {
        const refund = charge.refund(refundFor(captureId, changes));
        await expect(refund).rejects.toMatchObject({ code: "CHARGE_INVALID" });
      }
      const unknown = charge.refund(refundFor("never heard of"));
      await expect(unknown).rejects.toMatchObject({ code: "CHARGE_CAPTURE_UNKNOWN" });
      expect(await refundsOf(charge, request.reference)).toEqual([]);
    },
  },
];
