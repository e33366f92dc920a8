import { type CaptureOutcome, SIMULATED_TOKENS } from "@quad/charge";
import { expect } from "vitest";
import { type ChargeCheck, captured, requestFor } from "./charge-place.ts";
import { refundFor } from "./refunding.ts";

/** The tokens that let a campus see a payment go wrong. */
export const simulation: readonly ChargeCheck[] = [
  {
    name: "timeout: takes the money, loses the first answer, finds it at the next call",
    needs: "simulated",
    async run(stage) {
      const charge = await stage.started();
      const request = requestFor({ paymentToken: SIMULATED_TOKENS.timeout });
      await expect(charge.capture(request)).rejects.toMatchObject({ code: "CHARGE_TIMEOUT" });
      const captures = await charge.captures(request.reference);
      expect(captures).toHaveLength(1);
      const outcome = { status: "captured", captureId: captures[0]?.captureId };
      expect(await charge.capture(request)).toEqual(outcome);
      expect(await charge.capture(request)).toEqual(outcome);
      expect(await charge.captures(request.reference)).toEqual(captures);
    },
  },
  {
    name: "unavailable: takes nothing on two calls, then captures once",
    needs: "simulated",
    async run(stage) {
      const charge = await stage.started();
      const request = requestFor({ paymentToken: SIMULATED_TOKENS.unavailable });
      for (let call = 0; call < 2; call++) {
        await expect(charge.capture(request)).rejects.toMatchObject({ code: "CHARGE_UNAVAILABLE" });
        expect(await charge.captures(request.reference)).toEqual([]);
      }
      const outcome = await charge.capture(request);
      expect(outcome.status).toBe("captured");
      expect(await charge.capture(request)).toEqual(outcome);
      expect(await charge.captures(request.reference)).toHaveLength(1);
    },
  },
  {
    name: "double charge: captures on every call, listed oldest first",
    needs: "simulated",
    async run(stage) {
      const charge = await stage.started();
      const request = requestFor({ paymentToken: SIMULATED_TOKENS.doubleCharge });
      const outcomes: CaptureOutcome[] = [];
      for (let call = 0; call < 3; call++) outcomes.push(await charge.capture(request));
      const captures = await charge.captures(request.reference);
      expect(new Set(captures.map(({ captureId }) => captureId)).size).toBe(3);
      const listed = captures.map(({ captureId }) => ({ status: "captured", captureId }));
      expect(listed).toEqual(outcomes);
    },
  },
  {
    name: "timeout: gives the money back, loses the first answer, finds it at the next call",
    needs: "simulated",
    async run(stage) {
      const charge = await stage.started();
      const request = requestFor({ paymentToken: SIMULATED_TOKENS.timeout });
      await expect(charge.capture(request)).rejects.toMatchObject({ code: "CHARGE_TIMEOUT" });
      const refund = refundFor(await captured(charge, request));
      await expect(charge.refund(refund)).rejects.toMatchObject({ code: "CHARGE_TIMEOUT" });
      const [{ refunds } = { refunds: [] }] = await charge.captures(request.reference);
      const refundId = refunds[0]?.refundId;
      expect(refundId).toEqual(expect.any(String));
      expect(await charge.refund(refund)).toEqual({ status: "refunded", refundId });
    },
  },
  {
    name: "refund fails: gives nothing back on two calls, then gives it back once",
    needs: "simulated",
    async run(stage) {
      const charge = await stage.started();
      const request = requestFor({ paymentToken: SIMULATED_TOKENS.refundFails });
      const refund = refundFor(await captured(charge, request));
      for (let call = 0; call < 2; call++) {
        await expect(charge.refund(refund)).rejects.toMatchObject({ code: "CHARGE_UNAVAILABLE" });
        expect(await charge.captures(request.reference)).toMatchObject([{ refunds: [] }]);
      }
      const outcome = await charge.refund(refund);
      expect(outcome.status).toBe("refunded");
      expect(await charge.refund(refund)).toEqual(outcome);
      const [{ refunds } = { refunds: [] }] = await charge.captures(request.reference);
      expect(refunds).toHaveLength(1);
    },
  },
];
