export type { ChargeCheck, ChargePlace } from "./charge-place.ts";
export { chargeChecks, testCharge } from "./test-charge.ts";
