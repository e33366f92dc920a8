/** Where a coordinator tells of trouble: a logger of the house fits. */
export interface SagaLog {
  warn(details: object, text: string): void;
  /** Somebody has to look. */
  error(details: object, text: string): void;
}

/** For who listens to nothing. */
export const silentLog: SagaLog = { warn: () => {}, error: () => {} };
