import { type CaptureRequest, SIMULATED_TOKENS } from "@quad/charge";
import { expect } from "vitest";
import { type ChargeCheck, requestFor } from "./charge-place.ts";

const CALLS = 20;

/** What a key is good for. */
export const idempotency: readonly ChargeCheck[] = [
  {
    name: "a repeated call answers what the first one answered",
    async run(stage) {
      const charge = await stage.started();
      for (const paymentToken of [SIMULATED_TOKENS.ok, SIMULATED_TOKENS.declined]) {
        const request = requestFor({ paymentToken });
        const first = await charge.capture(request);
        const taken = await charge.captures(request.reference);
        expect(await charge.capture(request)).toEqual(first);
        expect(await charge.capture(structuredClone(request))).toEqual(first);
        expect(await charge.captures(request.reference)).toEqual(taken);
      }
    },
  },
  {
    name: `${CALLS} calls at once with one key take the money once`,
    async run(stage) {
      const charge = await stage.started();
      const other = charge.supports.durable ? await stage.started() : charge;
      const request = requestFor();
      const outcomes = await Promise.all(
        Array.from({ length: CALLS }, (_, nth) => (nth % 2 ? charge : other).capture(request)),
      );
      const captures = await charge.captures(request.reference);
      expect(captures).toHaveLength(1);
      const captureId = captures[0]?.captureId;
      for (const outcome of outcomes) expect(outcome).toEqual({ status: "captured", captureId });
    },
  },
  {
    name: "refuses a key that was used for another request",
    async run(stage) {
      const charge = await stage.started();
      const request = requestFor();
      const first = await charge.capture(request);
      const { reference } = requestFor();
      const others: Partial<CaptureRequest>[] = [
        { reference },
        { amount: { amount: 1300, currency: "EUR" } },
        { amount: { amount: 1299, currency: "USD" } },
        { paymentToken: SIMULATED_TOKENS.declined },
      ];
      for (const changes of others) {
        const capture = charge.capture({ ...request, ...changes });
        await expect(capture).rejects.toMatchObject({ code: "CHARGE_KEY_REUSED" });
      }
      expect(await charge.captures(reference)).toEqual([]);
      expect(await charge.capture(request)).toEqual(first);
    },
  },
  {
    name: "another key is another capture",
    async run(stage) {
      const charge = await stage.started();
      const { reference } = requestFor();
      await charge.capture(requestFor({ reference }));
      await charge.capture(requestFor({ reference }));
      expect(await charge.captures(reference)).toHaveLength(2);
    },
  },
  {
    name: "a key whose request was refused is free",
    // A real one may keep a refusal under the key: take another, nothing has happened.
    needs: "simulated",
    async run(stage) {
      const charge = await stage.started();
      const request = requestFor();
      const refused = charge.capture({ ...request, paymentToken: "no such token" });
      await expect(refused).rejects.toMatchObject({ code: "CHARGE_INVALID" });
      expect(await charge.capture(request)).toMatchObject({ status: "captured" });
    },
  },
  {
    name: "a key and a reference may be any text",
    async run(stage) {
      const charge = await stage.started();
      const idempotencyKey = `ключ 1\n${"💶".repeat(90)}`;
      const request = requestFor({ idempotencyKey, reference: "заказ & 1?" });
      const { reference } = request;
      const outcome = await charge.capture(request);
      expect(await charge.capture(request)).toEqual(outcome);
      expect(await charge.captures(reference)).toMatchObject([{ reference }]);
      expect(await charge.find({ ...request, calledAt: new Date() })).toEqual(outcome);
    },
  },
];
