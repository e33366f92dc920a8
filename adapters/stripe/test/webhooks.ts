import { randomUUID } from "node:crypto";
import { type NoticeDelivery, signNotice } from "@quad/charge";
import { noticeInbox } from "@quad/charge/conformance";

const MS_PER_SECOND = 1_000;

/** What the server tells on its own accord: at once, before the answer, unless they are held. */
export interface Webhooks {
  readonly inbox: ReturnType<typeof noticeInbox>;
  emit(type: string, object: unknown): void;
  sign(body: string, at: Date): NoticeDelivery;
  /** Keeps them from now on. */
  hold(): void;
  /** Sends what is held, in the order that is asked for; keeps nothing any more. */
  release(order?: (held: string[]) => string[]): void;
}

export function webhooks(secret: string): Webhooks {
  const inbox = noticeInbox();
  let held: string[] | undefined;

  const sign = (body: string, at: Date): NoticeDelivery => ({
    body,
    headers: { "stripe-signature": signNotice({ body, secret, at }) },
  });
  const send = (body: string) => void inbox.notify(sign(body, new Date()));

  return {
    inbox,
    sign,
    emit(type, object) {
      const created = Math.floor(Date.now() / MS_PER_SECOND);
      const event = { id: `evt_${randomUUID()}`, object: "event", type, created };
      const body = JSON.stringify({ ...event, data: { object } }, undefined, 2);
      if (held) held.push(body);
      else send(body);
    },
    hold() {
      held = [];
    },
    release(order = (bodies) => bodies) {
      const bodies = order(held ?? []);
      held = undefined;
      for (const body of bodies) send(body);
    },
  };
}
