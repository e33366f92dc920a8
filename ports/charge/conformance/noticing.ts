import {
  type CaptureRequest,
  type Charge,
  NOTICE_TOLERANCE_MS,
  SIMULATED_TOKENS,
} from "@quad/charge";
import { expect } from "vitest";
import { type ChargeCheck, type ChargeStage, captured, requestFor } from "./charge-place.ts";
import { noticeOf, receivedOf } from "./received-notices.ts";
import { refundFor } from "./refunding.ts";

const INVALID = { code: "CHARGE_NOTICE_INVALID" };
const ONE_MINUTE_MS = 60_000;

async function deliveryOf(stage: ChargeStage, charge: Charge, request: CaptureRequest) {
  const [received] = await receivedOf(stage, charge, request);
  if (!received) throw new TypeError("Nothing was received.");
  return received.delivery;
}

/** What the provider says on its own accord. */
export const noticing: readonly ChargeCheck[] = [
  {
    name: "tells captures, declines and refunds by notices that say which",
    async run(stage) {
      const charge = await stage.started();
      const request = requestFor();
      const { reference, idempotencyKey } = request;
      const captureId = await captured(charge, request);
      const capture = await noticeOf(stage, charge, { idempotencyKey });
      expect(capture).toMatchObject({ kind: "captured", reference, captureId });
      expect(capture?.at).toBeInstanceOf(Date);
      expect(capture?.noticeId).toEqual(expect.any(String));

      const refund = refundFor(captureId);
      const outcome = await charge.refund(refund);
      const refunded = await noticeOf(stage, charge, refund);
      expect(refunded).toMatchObject({ kind: "refunded", reference, captureId });
      expect(refunded).toHaveProperty("refundId", "refundId" in outcome && outcome.refundId);

      const declined = requestFor({ paymentToken: SIMULATED_TOKENS.declined });
      await charge.capture(declined);
      const decline = await noticeOf(stage, charge, declined);
      const reason = expect.any(String);
      expect(decline).toMatchObject({ kind: "declined", reference: declined.reference, reason });
    },
  },
  {
    name: "sends a notice that was taken no more",
    async run(stage) {
      const charge = await stage.started();
      const [first, second] = [requestFor(), requestFor()];
      await charge.capture(first);
      await noticeOf(stage, charge, first);
      await charge.capture(second);
      await noticeOf(stage, charge, second);
      expect(await receivedOf(stage, charge, first)).toHaveLength(1);
    },
  },
  {
    name: "refuses a notice that was changed, or that somebody else signed",
    async run(stage) {
      const charge = await stage.started();
      const request = requestFor();
      await charge.capture(request);
      const delivery = await deliveryOf(stage, charge, request);
      const { body } = delivery;
      const forged = Object.fromEntries(
        Object.entries(delivery.headers).map(([name, value]) => [
          name,
          String(value).replace(/.$/, (digit) => (digit === "0" ? "1" : "0")),
        ]),
      );
      const wrong = [
        { ...delivery, body: body.replace(request.reference, "order-of-a-thief") },
        { ...delivery, body: `${body} ` },
        { ...delivery, headers: {} },
        { ...delivery, headers: forged },
      ];
      for (const delivered of wrong) {
        await expect(charge.readNotice(delivered)).rejects.toMatchObject(INVALID);
      }
      expect(await charge.readNotice(delivery)).toMatchObject({ kind: "captured" });
    },
  },
  {
    name: "refuses a notice that was signed too long ago",
    async run(stage) {
      const charge = await stage.started();
      const request = requestFor();
      await charge.capture(request);
      const { body } = await deliveryOf(stage, charge, request);
      const signedBefore = (ms: number) => stage.place.sign(body, new Date(Date.now() - ms));
      expect(await charge.readNotice(signedBefore(0))).toMatchObject({ kind: "captured" });
      for (const ms of [
        NOTICE_TOLERANCE_MS + ONE_MINUTE_MS,
        -NOTICE_TOLERANCE_MS - ONE_MINUTE_MS,
      ]) {
        await expect(charge.readNotice(signedBefore(ms))).rejects.toMatchObject(INVALID);
      }
    },
  },
];
