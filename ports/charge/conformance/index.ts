export type { ChargeCheck, ChargePlace } from "./charge-place.ts";
export { type NoticeInbox, noticeInbox } from "./notice-inbox.ts";
export { chargeChecks, testCharge } from "./test-charge.ts";
