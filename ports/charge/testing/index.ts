export { HAND_CHARGE, HAND_TOKENS, type HandCharge } from "./hand-charge.ts";
