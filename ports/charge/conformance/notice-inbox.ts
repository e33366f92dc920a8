import type { Charge, ChargeNotice, NoticeDelivery, Notify } from "@quad/charge";
import type { ChargeStage } from "./charge-place.ts";

/** A receiver of notices in a test's hand. */
export interface NoticeInbox {
  readonly notify: Notify;
  /** Everything that was taken, in order of arrival. */
  readonly deliveries: readonly NoticeDelivery[];
  /** Takes none of the next notices: their sender hears a failure. */
  refuse(count: number): void;
  /** How many it has yet to refuse. */
  readonly refusalsLeft: number;
}

export function noticeInbox(): NoticeInbox {
  const deliveries: NoticeDelivery[] = [];
  let refusals = 0;
  return {
    deliveries,
    async notify(delivery) {
      if (refusals > 0) {
        refusals--;
        throw new Error("refused by the test");
      }
      deliveries.push(delivery);
    },
    refuse(count) {
      refusals = count;
    },
    get refusalsLeft() {
      return refusals;
    },
  };
}

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
