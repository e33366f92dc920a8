import { type CaptureRequest, SIMULATED_TOKENS } from "@quad/charge";
import { expect } from "vitest";
import { type ChargeCheck, requestFor } from "./charge-place.ts";

const INVALID: readonly Partial<CaptureRequest>[] = [
  { idempotencyKey: "" },
  { idempotencyKey: "k".repeat(201) },
  { reference: "" },
  { reference: "zero\0" },
  { reference: "half a pair \ud800" },
  { paymentToken: "" },
  { paymentToken: "no such token" },
  { amount: { amount: 0, currency: "EUR" } },
  { amount: { amount: -1, currency: "EUR" } },
  { amount: { amount: 12.5, currency: "EUR" } },
  { amount: { amount: Number.NaN, currency: "EUR" } },
  { amount: { amount: Number.MAX_SAFE_INTEGER + 1, currency: "EUR" } },
  { amount: { amount: 1, currency: "eur" } },
];

/** What one call does. */
export const capturing: readonly ChargeCheck[] = [
  {
    name: "takes the amount, and its own ledger shows it",
    async run(stage) {
      const charge = await stage.started();
      const request = requestFor();
      const { reference, amount } = request;
      const outcome = await charge.capture(request);
      expect(outcome).toEqual({ status: "captured", captureId: expect.any(String) });
      const [capture, ...more] = await charge.captures(reference);
      expect(capture).toMatchObject({ reference, amount });
      expect(outcome).toHaveProperty("captureId", capture?.captureId);
      expect(capture?.capturedAt).toBeInstanceOf(Date);
      expect(more).toEqual([]);
    },
  },
  {
    name: "keeps the largest amount exactly",
    async run(stage) {
      const charge = await stage.started();
      const { amountMax = Number.MAX_SAFE_INTEGER } = stage.place;
      const amount = { amount: amountMax, currency: "JPY" };
      const request = requestFor({ amount });
      await charge.capture(request);
      expect(await charge.captures(request.reference)).toMatchObject([{ amount }]);
    },
  },
  {
    name: "a declined card is an answer, and takes nothing",
    async run(stage) {
      const charge = await stage.started();
      const request = requestFor({ paymentToken: SIMULATED_TOKENS.declined });
      const declined = { status: "declined", reason: "card_declined" };
      expect(await charge.capture(request)).toEqual(declined);
      expect(await charge.captures(request.reference)).toEqual([]);
    },
  },
  {
    name: "keeps references apart",
    async run(stage) {
      const charge = await stage.started();
      const [one, other] = [requestFor(), requestFor()];
      await charge.capture(one);
      await charge.capture(other);
      expect(await charge.captures(one.reference)).toHaveLength(1);
      expect(await charge.captures("a reference never heard of")).toEqual([]);
    },
  },
  {
    name: "refuses what is not valid, and takes nothing",
    async run(stage) {
      const charge = await stage.started();
      const { reference } = requestFor();
      for (const changes of INVALID) {
        const capture = charge.capture(requestFor({ reference, ...changes }));
        await expect(capture, JSON.stringify(changes)).rejects.toMatchObject({
          code: "CHARGE_INVALID",
        });
      }
      expect(await charge.captures(reference)).toEqual([]);
    },
  },
];
