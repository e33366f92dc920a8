/** Lets the members of a process work side by side, or one of them while nobody else does. */
export class Solitude {
  #inside = 0;
  #closed: Promise<void> | undefined;
  #empty: (() => void) | undefined;

  /** Waits while somebody is alone. Returns the way out. */
  async enter(): Promise<() => void> {
    while (this.#closed) await this.#closed;
    this.#inside++;
    let left = false;
    return () => {
      if (left) return;
      left = true;
      this.#inside--;
      if (this.#inside === 0) this.#empty?.();
    };
  }

  /**
   * Runs `work` when everybody has left, and keeps the others out until it has ended. False, and
   * no work, when they have not left before `patience` resolves.
   */
  async alone(work: () => Promise<void>, patience: () => Promise<void>): Promise<boolean> {
    while (this.#closed) await this.#closed;
    const { promise, resolve: open } = Promise.withResolvers<void>();
    this.#closed = promise;
    try {
      if (this.#inside > 0) await Promise.race([this.#emptied(), patience()]);
      if (this.#inside > 0) return false;
      await work();
      return true;
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
