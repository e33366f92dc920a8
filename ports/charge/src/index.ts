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
