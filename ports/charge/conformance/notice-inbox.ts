import type { Charge, ChargeNotice, NoticeDelivery, Notify } from "@quad/charge";
import { eventually } from "@quad/testkit";

/** Longer than any notice takes, on a busy machine too. */
const ARRIVES_WITHIN_MS = 20_000;

/** A receiver of notices in a test's hand. */
export interface NoticeInbox {
  readonly notify: Notify;
  /** Everything that was taken, in order of arrival. */
  readonly deliveries: readonly NoticeDelivery[];
  /** Takes none of the next notices: their sender hears a failure. */
  refuse(count: number): void;
  /** How many it has yet to refuse. */
  readonly refusalsLeft: number;
  /** How long to wait for a notice. */
  readonly withinMs: number;
}

export function noticeInbox({ withinMs = ARRIVES_WITHIN_MS } = {}): NoticeInbox {
  const deliveries: NoticeDelivery[] = [];
  let refusals = 0;
  return {
    deliveries,
    withinMs,
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
  { deliveries, withinMs }: NoticeInbox,
  charge: Charge,
  { idempotencyKey, count = 1 }: { idempotencyKey: string; count?: number },
): Promise<Received[]> {
  const read = async (delivery: NoticeDelivery) => ({
    notice: await charge.readNotice(delivery),
    delivery,
  });
  return eventually(
    async () => {
      const all = await Promise.all(deliveries.map(read));
      return all.filter(
        (received): received is Received => received.notice?.idempotencyKey === idempotencyKey,
      );
    },
    {
      withinMs,
      what: `${count} notices with key ${idempotencyKey} arrive`,
      until: (received) => received.length >= count,
    },
  );
}

/** The first notice about a key, as soon as it is there. */
export async function noticeOf(
  inbox: NoticeInbox,
  charge: Charge,
  { idempotencyKey }: { idempotencyKey: string },
): Promise<ChargeNotice | undefined> {
  const [first] = await receivedOf(inbox, charge, { idempotencyKey });
  return first?.notice;
}
