import { type CaptureOutcome, type Charge, SIMULATED_TOKENS } from "@quad/charge";
import { expect } from "vitest";
import { type ChargeCheck, type ChargeStage, requestFor } from "./charge-place.ts";
import { noticeOf, receivedOf } from "./received-notices.ts";

const PENDING = { status: "pending" };

/** The finding, once it is not pending any more. */
async function decision(
  stage: ChargeStage,
  charge: Charge,
  question: Parameters<Charge["find"]>[0],
) {
  const isDecided = ({ status }: { status: string }) => status !== "pending";
  const found = await stage.until("the capture is decided", () => charge.find(question), isDecided);
  return found as CaptureOutcome;
}

/** Outcomes that come late, twice, or to a receiver that is away. */
export const lateness: readonly ChargeCheck[] = [
  {
    name: "late: pending, and nothing is taken yet; then captured, and a notice tells",
    needs: "simulated",
    async run(stage) {
      const charge = await stage.started();
      const request = requestFor({ paymentToken: SIMULATED_TOKENS.late });
      const question = { ...request, calledAt: new Date() };
      expect(await charge.capture(request)).toEqual(PENDING);
      const taken = await charge.captures(request.reference);
      // Only if it is still undecided now was it undecided then.
      if ((await charge.find(question)).status === "pending") expect(taken).toEqual([]);
      const outcome = await decision(stage, charge, question);
      expect(outcome).toEqual({ status: "captured", captureId: expect.any(String) });
      expect(await charge.capture(request)).toEqual(outcome);
      const { captureId } = outcome as { captureId: string };
      expect(await charge.captures(request.reference)).toMatchObject([{ captureId }]);
      const notice = await noticeOf(stage, charge, request);
      expect(notice).toMatchObject({ kind: "captured", captureId });
    },
  },
  {
    name: "late decline: pending, then declined, and a notice tells",
    needs: "simulated",
    async run(stage) {
      const charge = await stage.started();
      const request = requestFor({ paymentToken: SIMULATED_TOKENS.lateDecline });
      const question = { ...request, calledAt: new Date() };
      expect(await charge.capture(request)).toEqual(PENDING);
      const declined = { status: "declined", reason: "card_declined" };
      expect(await decision(stage, charge, question)).toEqual(declined);
      expect(await charge.capture(request)).toEqual(declined);
      expect(await charge.captures(request.reference)).toEqual([]);
      expect(await noticeOf(stage, charge, request)).toMatchObject({ kind: "declined" });
    },
  },
  {
    name: "double answer: takes the money once, sends its notice twice with one id",
    needs: "simulated",
    async run(stage) {
      const charge = await stage.started();
      const request = requestFor({ paymentToken: SIMULATED_TOKENS.doubleAnswer });
      const outcome = await charge.capture(request);
      const { idempotencyKey } = request;
      const received = await receivedOf(stage, charge, { idempotencyKey, count: 2 });
      const notices = received.map(({ notice }) => notice);
      expect(notices).toMatchObject([outcome, outcome].map(({ status }) => ({ kind: status })));
      expect(new Set(notices.map(({ noticeId }) => noticeId)).size).toBe(1);
      expect(await charge.captures(request.reference)).toHaveLength(1);
    },
  },
  {
    name: "sends a notice again until it is taken",
    needs: "simulated",
    async run(stage) {
      const charge = await stage.started();
      const request = requestFor();
      stage.place.inbox.refuse(2);
      await charge.capture(request);
      expect(await noticeOf(stage, charge, request)).toMatchObject({ kind: "captured" });
      expect(stage.place.inbox.refusalsLeft).toBe(0);
    },
  },
];
