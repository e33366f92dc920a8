/** Lets at most `count` callers work at the same time, in the order they came. */
export class Semaphore {
  readonly #waiting: (() => void)[] = [];
  readonly #onFree: () => void;
  #free: number;

  /** `onFree` is called when a permit becomes free after all were taken. */
  constructor(count: number, onFree: () => void) {
    this.#free = count;
    this.#onFree = onFree;
  }

  /** How many more could start at once; zero or less while some wait. */
  get free(): number {
    return this.#free - this.#waiting.length;
  }

  /** Resolves when it is the caller's turn. It must call `release` when it is done. */
  async acquire(): Promise<void> {
    if (this.#free > 0) this.#free--;
    else await new Promise<void>((start) => this.#waiting.push(start));
  }

  release(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else if (++this.#free === 1) this.#onFree();
  }
}
