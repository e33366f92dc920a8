export type { ChargeCheck, ChargePlace } from "./charge-place.ts";
export { chargeSuite } from "./charge-suite.ts";
export { type NoticeInbox, noticeInbox } from "./notice-inbox.ts";
