export { defineSaga } from "./define-saga.ts";
export { memorySagaStore } from "./memory-saga-store.ts";
export { memorySagas } from "./memory-sagas.ts";
export { SAGA_RETRY_DEFAULT } from "./retry-default.ts";
export type {
  Begun,
  Saga,
  SagaCounts,
  SagaFilter,
  SagaPage,
  SagaSupports,
  Sagas,
  WaitOptions,
} from "./saga.ts";
export { type CoordinatorOptions, type SagaOptions, sagaCoordinator } from "./saga-coordinator.ts";
export type {
  CompensationCall,
  Resolution,
  SagaDefinition,
  SagaStep,
  StepCall,
} from "./saga-definition.ts";
export { nothingDone, refusal, sagaErrors } from "./saga-errors.ts";
export type { SagaLog } from "./saga-log.ts";
export {
  type Call,
  LOSSES_MAX,
  type Plan,
  type PlannedStep,
  type SagaEvent,
  type SagaMachine,
  sagaMachine,
} from "./saga-machine.ts";
export type { SagaObserver } from "./saga-observer.ts";
export type { SagaState, SagaStatus, StepState, StepStatus, Verdict } from "./saga-state.ts";
export type {
  ClaimedRow,
  Claimer,
  NewRow,
  RowFilter,
  RowWrite,
  SagaRow,
  SagaStore,
  SagaVersion,
  StepEffect,
} from "./saga-store.ts";
