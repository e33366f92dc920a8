import type { NoticeDelivery, Notify } from "@quad/charge";

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
