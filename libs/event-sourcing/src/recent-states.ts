import type { Versioned } from "./decider.ts";

/**
 * What this process has committed a moment ago, so that neither the next command nor who watches
 * need read it again. It may be old, as other processes write too, but never wrong: the events up
 * to a version do not change. Whoever decides by it appends behind that version, or learns that
 * there is more.
 */
export class RecentStates<State> {
  readonly #states = new Map<string, Versioned<State>>();
  readonly #watchers = new Map<string, Set<() => void>>();
  readonly #countMax: number;

  constructor(countMax: number) {
    this.#countMax = countMax;
  }

  get(id: string): Versioned<State> | undefined {
    return this.#states.get(id);
  }

  /** Only what is committed: a state that was rolled back might meet the version of another. */
  keep(id: string, state: Versioned<State>): void {
    if (state.version <= (this.#states.get(id)?.version ?? 0)) return;
    this.#states.delete(id);
    this.#states.set(id, state);
    const [oldest] = this.#states.keys();
    if (this.#states.size > this.#countMax && oldest !== undefined) this.#states.delete(oldest);
    for (const wake of this.#watchers.get(id) ?? []) wake();
  }

  /** Calls `wake` after each change until the returned function is called. */
  watch(id: string, wake: () => void): () => void {
    const watchers = this.#watchers.get(id) ?? new Set();
    this.#watchers.set(id, watchers.add(wake));
    return () => {
      watchers.delete(wake);
      if (watchers.size === 0) this.#watchers.delete(id);
    };
  }
}
