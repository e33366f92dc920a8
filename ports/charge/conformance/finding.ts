import { SIMULATED_TOKENS } from "@quad/charge";
import { expect } from "vitest";
import { type ChargeCheck, requestFor } from "./charge-place.ts";

const LONG_AGO = new Date("2020-01-01T00:00:00Z");

/** What `find` says of a capture whose answer was lost. */
export const finding: readonly ChargeCheck[] = [
  {
    name: "finds what a capture answered, and takes nothing",
    async run(stage) {
      const charge = await stage.started();
      for (const paymentToken of [SIMULATED_TOKENS.ok, SIMULATED_TOKENS.declined]) {
        const calledAt = new Date();
        const request = requestFor({ paymentToken });
        const outcome = await charge.capture(request);
        const taken = await charge.captures(request.reference);
        expect(await charge.find({ ...request, calledAt })).toEqual(outcome);
        expect(await charge.captures(request.reference)).toEqual(taken);
      }
    },
  },
  {
    name: "says never of a key that took nothing, and keeps the key free",
    async run(stage) {
      const charge = await stage.started();
      const request = requestFor();
      const question = { ...request, calledAt: LONG_AGO };
      expect(await charge.find(question)).toEqual({ status: "never" });
      await charge.capture(requestFor({ reference: request.reference }));
      expect(await charge.find(question)).toEqual({ status: "never" });
      expect(await charge.capture(request)).toMatchObject({ status: "captured" });
    },
  },
  {
    name: "finds a capture whose answer was lost, and says never of one that was unavailable",
    needs: "simulated",
    async run(stage) {
      const charge = await stage.started();
      const calledAt = new Date();
      const lost = requestFor({ paymentToken: SIMULATED_TOKENS.timeout });
      await expect(charge.capture(lost)).rejects.toMatchObject({ code: "CHARGE_TIMEOUT" });
      const [capture] = await charge.captures(lost.reference);
      const found = { status: "captured", captureId: capture?.captureId };
      expect(await charge.find({ ...lost, calledAt })).toEqual(found);
      const away = requestFor({ paymentToken: SIMULATED_TOKENS.unavailable });
      await expect(charge.capture(away)).rejects.toMatchObject({ code: "CHARGE_UNAVAILABLE" });
      expect(await charge.find({ ...away, calledAt })).toEqual({ status: "never" });
    },
  },
  {
    name: "refuses a question that is not valid",
    async run(stage) {
      const charge = await stage.started();
      const question = { ...requestFor(), calledAt: LONG_AGO };
      const invalid = [
        { idempotencyKey: "" },
        { reference: "zero\0" },
        { calledAt: new Date(Number.NaN) },
      ];
      for (const changes of invalid) {
        const find = charge.find({ ...question, ...changes });
        await expect(find).rejects.toMatchObject({ code: "CHARGE_INVALID" });
      }
    },
  },
];
