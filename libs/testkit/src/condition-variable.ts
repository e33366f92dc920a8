import { inspect } from "node:util";
import { signal } from "./signal.ts";

/** What others change in this process, and those who wait until it is as they want it. */
export class ConditionVariable {
  readonly #patienceMs: number;
  readonly #watchers = new Set<() => void>();

  constructor(patienceMs: number) {
    this.#patienceMs = patienceMs;
  }

  /** Something has changed: whoever waits looks again. */
  notify(): void {
    for (const watch of this.#watchers) watch();
  }

  /** Waits until it is true; at the deadline it says what was awaited, and what `seen` tells. */
  async until(what: string, isTrue: () => boolean, seen?: () => unknown): Promise<void> {
    const done = signal(what);
    const watch = () => {
      if (isTrue()) done.resolve();
    };
    this.#watchers.add(watch);
    watch();
    try {
      await done.within(this.#patienceMs);
    } catch (cause) {
      throw seen ? new Error(`${what}; seen: ${inspect(seen())}`, { cause }) : cause;
    } finally {
      this.#watchers.delete(watch);
    }
  }
}
