export {
  type Capture,
  type CaptureOutcome,
  type CaptureRequest,
  type Charge,
  type ChargeSupports,
  type Money,
  SIMULATED_TOKENS,
} from "./charge.ts";
export { chargeErrors } from "./charge-errors.ts";
export { checkCapture } from "./check-capture.ts";
export { memoryCharge } from "./memory-charge.ts";
export { SIMULATED_DECLINE, type SimulatedStep, simulate } from "./simulate.ts";
