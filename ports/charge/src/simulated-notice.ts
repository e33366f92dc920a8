import type { ChargeNotice, NoticeDelivery } from "./notice.ts";
import { checkNoticeSignature, signNotice } from "./notice-signature.ts";

/** Where a simulated provider's signature travels. */
export const SIMULATED_SIGNATURE_HEADER = "simulated-signature";

/** How simulated providers write their notices: JSON, and the signature beside it. */
export function writeSimulatedNotice(notice: ChargeNotice): string {
  return JSON.stringify(notice);
}

/** Signed when it is sent, so that one which waited for its receiver is not too old. */
export function signSimulatedNotice(body: string, secret: string, at: Date): NoticeDelivery {
  return { body, headers: { [SIMULATED_SIGNATURE_HEADER]: signNotice({ body, secret, at }) } };
}

/** Error: CHARGE_NOTICE_INVALID. */
export function readSimulatedNotice(
  { body, headers }: NoticeDelivery,
  secret: string,
  now: Date,
): ChargeNotice {
  const header = headers[SIMULATED_SIGNATURE_HEADER];
  checkNoticeSignature({ header, body, secret, now });
  // Signed, so it is what `writeSimulatedNotice` wrote.
  const notice = JSON.parse(body) as ChargeNotice;
  return { ...notice, at: new Date(notice.at) };
}
