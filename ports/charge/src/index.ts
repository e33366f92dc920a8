export type {
  Capture,
  CaptureFinding,
  CaptureOutcome,
  CaptureQuestion,
  CaptureRequest,
  Charge,
  ChargeSupports,
  Money,
  Refund,
  RefundOutcome,
  RefundRequest,
} from "./charge.ts";
export { chargeErrors } from "./charge-errors.ts";
export { checkCapture, checkQuestion, checkRefund } from "./check-request.ts";
export { type MemoryChargeOptions, memoryCharge } from "./memory-charge.ts";
export type { ChargeNotice, NoticeDelivery } from "./notice.ts";
export {
  type NoticeQueue,
  type NoticeSenderOptions,
  type Notify,
  noticeSender,
  type QueuedNotice,
} from "./notice-sender.ts";
export {
  checkNoticeSignature,
  NOTICE_TOLERANCE_MS,
  type SignatureCheck,
  type Signed,
  signNotice,
} from "./notice-signature.ts";
export {
  SIMULATED_DECLINE,
  type SimulatedFailure,
  type SimulatedRefundStep,
  type SimulatedStep,
  simulate,
  simulateRefund,
} from "./simulate.ts";
export {
  readSimulatedNotice,
  SIMULATED_SIGNATURE_HEADER,
  signSimulatedNotice,
  writeSimulatedNotice,
} from "./simulated-notice.ts";
export { SIMULATED_DELAY_MS, SIMULATED_TOKENS } from "./simulated-tokens.ts";
