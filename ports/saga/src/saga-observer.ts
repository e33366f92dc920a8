import type { SagaStatus } from "./saga-state.ts";

/**
 * Is told what becomes of the sagas that this process begins and works on, once that is stored: for
 * counting. Nothing waits for it, and it must not throw.
 */
export interface SagaObserver {
  begun(name: string): void;
  /** It is done, compensated, or parked for a person, after whose word it may end once more. */
  ended(name: string, status: SagaStatus): void;
}

/** For who counts nothing. */
export const nobody: SagaObserver = { begun: () => {}, ended: () => {} };
