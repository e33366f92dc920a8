import { SIMULATED_TOKENS } from "@quad/charge";
import { expect } from "vitest";
import { type ChargeCheck, captured, requestFor } from "./charge-place.ts";
import { noticeOf } from "./received-notices.ts";
import { refundFor } from "./refunding.ts";

/** What is left when a process ends without a word: here, a provider that is never asked again. */
export const durability: readonly ChargeCheck[] = [
  {
    name: "remembers its keys and captures beyond the process",
    needs: "durable",
    async run(stage) {
      const request = requestFor();
      const declined = requestFor({ paymentToken: SIMULATED_TOKENS.declined });
      const before = await stage.started();
      const outcomes = [await before.capture(request), await before.capture(declined)];
      const after = await stage.started();
      expect(await after.captures(request.reference)).toHaveLength(1);
      expect([await after.capture(request), await after.capture(declined)]).toEqual(outcomes);
      expect(await after.captures(request.reference)).toHaveLength(1);
    },
  },
  {
    name: "an answer that was lost is found by the next process",
    needs: ["durable", "simulated"],
    async run(stage) {
      const request = requestFor({ paymentToken: SIMULATED_TOKENS.timeout });
      const before = await stage.started();
      await expect(before.capture(request)).rejects.toMatchObject({ code: "CHARGE_TIMEOUT" });
      const after = await stage.started();
      expect(await after.capture(request)).toMatchObject({ status: "captured" });
      expect(await after.captures(request.reference)).toHaveLength(1);
    },
  },
  {
    name: "remembers its refunds beyond the process, and still sends their notices",
    needs: "durable",
    async run(stage) {
      const request = requestFor();
      const before = await stage.started();
      const refund = refundFor(await captured(before, request), { amount: 99 });
      const outcome = await before.refund(refund);
      await before.stop();
      const after = await stage.started();
      expect(await after.refund(refund)).toEqual(outcome);
      const exceeding = refundFor(refund.captureId, { amount: 1299 });
      await expect(after.refund(exceeding)).rejects.toMatchObject({
        code: "CHARGE_REFUND_EXCEEDS",
      });
      expect(await after.find({ ...request, calledAt: new Date() })).toMatchObject({
        captureId: refund.captureId,
      });
      expect(await noticeOf(stage, after, refund)).toMatchObject({ kind: "refunded" });
    },
  },
];
