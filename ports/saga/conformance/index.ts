export { memoryPlace } from "./memory-place.ts";
export type { SagaPlace } from "./saga-place.ts";
export type { SagaCheck, SagaStage } from "./saga-stage.ts";
export { sagaSuite } from "./saga-suite.ts";
