import type { Charge, ChargeNotice, NoticeDelivery } from "@quad/charge";
import type { ChargeStage } from "./charge-place.ts";

/** A notice, and how it came. */
export interface Received {
  readonly notice: ChargeNotice;
  readonly delivery: NoticeDelivery;
}

/** What came about a key, as soon as there is so much. */
export function receivedOf(
  stage: ChargeStage,
  charge: Charge,
  { idempotencyKey, count = 1 }: { idempotencyKey: string; count?: number },
): Promise<Received[]> {
  const read = async (delivery: NoticeDelivery) => ({
    notice: await charge.readNotice(delivery),
    delivery,
  });
  const ofKey = (received: { notice: ChargeNotice | undefined }): received is Received =>
    received.notice?.idempotencyKey === idempotencyKey;
  return stage.until(
    `${count} notices with key ${idempotencyKey} arrive`,
    async () => (await Promise.all(stage.place.inbox.deliveries.map(read))).filter(ofKey),
    (received) => received.length >= count,
  );
}

/** The first notice about a key, as soon as it is there. */
export async function noticeOf(
  stage: ChargeStage,
  charge: Charge,
  { idempotencyKey }: { idempotencyKey: string },
): Promise<ChargeNotice | undefined> {
  const [first] = await receivedOf(stage, charge, { idempotencyKey });
  return first?.notice;
}
