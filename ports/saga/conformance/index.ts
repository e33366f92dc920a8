export { memoryPlace } from "./memory-place.ts";
export { runCheck } from "./run-check.ts";
export type { SagaCheck, SagaPlace } from "./saga-place.ts";
export { Stage } from "./stage.ts";
export { sagaChecks, testSagas } from "./test-sagas.ts";
