interface BatchedCallsOptions<Input, Output> {
  /** How many of those that wait, oldest first, go together: one at least. */
  readonly fit: (waiting: readonly Input[]) => number;
  /** One statement for all of them; an answer for each, in their order. */
  readonly run: (inputs: readonly Input[]) => Promise<readonly Output[]>;
  /** What the first of a batch waits for, so that others may join it. Default: nothing. */
  readonly gather?: () => Promise<unknown>;
}

interface Call<Input, Output> {
  readonly input: Input;
  readonly resolve: (output: Output) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Calls that come while a statement is under way share the next one: 50 callers cost two
 * statements, not 50. One who comes alone waits for company only where `gather` says so.
 */
export class BatchedCalls<Input, Output> {
  readonly #options: BatchedCallsOptions<Input, Output>;
  readonly #waiting: Call<Input, Output>[] = [];
  #running: Promise<void> | undefined;

  constructor(options: BatchedCallsOptions<Input, Output>) {
    this.#options = options;
  }

  call(input: Input): Promise<Output> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ input, resolve, reject });
      this.#running ??= this.#runAll();
    });
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    await this.#running;
  }

  async #runAll(): Promise<void> {
    const { gather } = this.#options;
    if (gather) await gather();
    while (this.#waiting.length > 0) {
      const count = this.#options.fit(this.#waiting.map(({ input }) => input));
      const calls = this.#waiting.splice(0, count);
      try {
        const outputs = await this.#options.run(calls.map(({ input }) => input));
        for (const [index, call] of calls.entries()) call.resolve(outputs[index] as Output);
      } catch (error) {
        for (const call of calls) call.reject(error);
      }
    }
    this.#running = undefined;
  }
}
