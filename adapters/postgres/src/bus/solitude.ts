/** Lets the members of a process work side by side, or one of them while nobody else does. */
export class Solitude {
  #inside = 0;
  #closed: Promise<void> | undefined;
  #empty: (() => void) | undefined;

  /**
   * Waits while somebody is alone, and rejects with the signal's reason when it aborts first. The
   * answer is the way out.
   */
  async enter(signal: AbortSignal): Promise<() => void> {
    while (this.#closed) await Promise.race([this.#closed, aborted(signal)]);
    this.#inside++;
    return () => {
      this.#inside--;
      if (this.#inside === 0) this.#empty?.();
    };
  }

  /**
   * Runs `work` when everybody has left, and keeps the others out until it has ended. When they
   * have not left before `patience` resolves, it does not run.
   */
  async alone(work: () => Promise<void>, patience: () => Promise<void>): Promise<void> {
    while (this.#closed) await this.#closed;
    const { promise, resolve: open } = Promise.withResolvers<void>();
    this.#closed = promise;
    try {
      if (this.#inside > 0) await Promise.race([this.#emptied(), patience()]);
      if (this.#inside === 0) await work();
    } finally {
      this.#closed = undefined;
      open();
    }
  }

  #emptied(): Promise<void> {
    return new Promise((resolve) => {
      this.#empty = resolve;
    });
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}
