/** The calls that a stop waits for, each about a subject that others may wait for as well. */
export class CallsUnderWay {
  readonly #calls = new Map<string, Set<Promise<unknown>>>();

  run<T>(subject: string, call: () => Promise<T>): Promise<T> {
    const running = call();
    const calls = this.#calls.get(subject) ?? new Set();
    this.#calls.set(subject, calls.add(running));
    return running.finally(() => {
      calls.delete(running);
      if (calls.size === 0) this.#calls.delete(subject);
    });
  }

  /** Resolves when those about the subject have ended, with those that they make then. */
  async ended(subject: string): Promise<void> {
    for (let calls = this.#calls.get(subject); calls; calls = this.#calls.get(subject)) {
      await Promise.allSettled(calls);
    }
  }

  async allEnded(): Promise<void> {
    while (this.#calls.size > 0) {
      await Promise.all([...this.#calls.keys()].map((subject) => this.ended(subject)));
    }
  }
}
