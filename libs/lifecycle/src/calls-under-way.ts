/** The calls that a stop has to wait for. */
export interface CallsUnderWay {
  run<T>(call: () => Promise<T>): Promise<T>;
  /** Resolves when all calls so far have ended, well or not. */
  ended(): Promise<void>;
}

export function callsUnderWay(): CallsUnderWay {
  const calls = new Set<Promise<unknown>>();
  return {
    async run(call) {
      const running = call();
      calls.add(running);
      return running.finally(() => calls.delete(running));
    },
    async ended() {
      await Promise.allSettled(calls);
    },
  };
}
