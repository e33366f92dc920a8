/** Time as a dependency: nothing in Quad reads the machine's clock or sets a timer by itself. */
export interface Clock {
  /** The current instant. */
  now(): Date;
  /**
   * Resolves after `delayMs` milliseconds; with Infinity, never. With a signal that aborts first
   * it rejects with the signal's reason and leaves no timer behind.
   */
  sleep(delayMs: number, signal?: AbortSignal): Promise<void>;
}
