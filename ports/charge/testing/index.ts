export { MANUAL_CHARGE, MANUAL_TOKENS, type ManualCharge } from "./manual-charge.ts";
