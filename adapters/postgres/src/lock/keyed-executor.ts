import { Semaphore } from "../semaphore.ts";

/**
 * Runs calls on so many connections, those about one key one after the other. They wait here:
 * a pool gives up on those that wait long for a connection.
 */
export class KeyedExecutor {
  readonly #semaphore: Semaphore;
  readonly #latest = new Map<string, Promise<unknown>>();

  constructor(concurrency: number) {
    this.#semaphore = new Semaphore(concurrency, () => {});
  }

  async run<T>(key: string, call: () => Promise<T>): Promise<T> {
    const before = this.#latest.get(key);
    const run = () => this.#limited(call);
    const turn = before ? before.then(run, run) : run();
    this.#latest.set(key, turn);
    return turn.finally(() => {
      if (this.#latest.get(key) === turn) this.#latest.delete(key);
    });
  }

  async #limited<T>(call: () => Promise<T>): Promise<T> {
    await this.#semaphore.acquire();
    return call().finally(() => this.#semaphore.release());
  }
}
