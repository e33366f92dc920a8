import { Bell, type Clock } from "@quad/clock";
import { isQuadError } from "@quad/errors";
import type { CallsUnderWay } from "@quad/lifecycle";
import { sagaErrors } from "./saga-errors.ts";
import { isUnfinished } from "./saga-state.ts";
import type { SagaRow, SagaStore } from "./saga-store.ts";

/** Sagas that others bring to rest are found by looking. */
const LOOK_EVERY_MS = 500;

interface RestWatchOptions {
  readonly store: Pick<SagaStore<never>, "read" | "unfinished">;
  readonly clock: Clock;
  /** Looks at the store are among them. */
  readonly calls: CallsUnderWay;
}

/** One who waits for a saga. */
interface Waiter {
  readonly id: string;
  readonly bell: Bell;
}

/** Who waits for which saga, from a coordinator's start to its stop. */
export class RestWatch {
  readonly #options: RestWatchOptions;
  readonly #waiters = new Set<Waiter>();
  readonly #stopping = new AbortController();
  #looking: Promise<void> | undefined;

  constructor(options: RestWatchOptions) {
    this.#options = options;
  }

  /** Errors: SAGA_NOT_FOUND, SAGAS_NOT_RUNNING, SAGAS_UNAVAILABLE, the signal's reason. */
  async wait(id: string, given?: AbortSignal): Promise<SagaRow> {
    const signal = given ? AbortSignal.any([given, this.#stopping.signal]) : this.#stopping.signal;
    signal.throwIfAborted();
    const waiter = { id, bell: new Bell(this.#options.clock) };
    // Before the first look, so that nothing happens unheard between the two.
    this.#waiters.add(waiter);
    const wake = () => waiter.bell.ring();
    signal.addEventListener("abort", wake);
    try {
      let saga = await this.#look(id);
      while (isUnfinished(saga)) {
        this.#looking ??= this.#lookForAll();
        await waiter.bell.heard(Number.POSITIVE_INFINITY);
        signal.throwIfAborted();
        saga = await this.#look(id).catch(orElse(saga));
      }
      return saga;
    } finally {
      signal.removeEventListener("abort", wake);
      this.#waiters.delete(waiter);
    }
  }

  /** To be called when a saga may have come to rest. */
  tell(id: string): void {
    for (const waiter of this.#waiters) if (waiter.id === id) waiter.bell.ring();
  }

  /** Whoever waits is told that there is nobody left to tell him more. */
  stop(): void {
    this.#stopping.abort(sagaErrors.SAGAS_NOT_RUNNING());
  }

  async #look(id: string): Promise<SagaRow> {
    const saga = await this.#options.calls.run(() => this.#options.store.read(id));
    if (!saga) throw sagaErrors.SAGA_NOT_FOUND({ id });
    return saga;
  }

  /** One question for all who wait, as long as there are some. */
  async #lookForAll(): Promise<void> {
    const { clock, store, calls } = this.#options;
    while (this.#waiters.size > 0) {
      await clock.sleep(LOOK_EVERY_MS, this.#stopping.signal).catch(() => {});
      if (this.#stopping.signal.aborted) return;
      const ids = [...new Set([...this.#waiters].map(({ id }) => id))];
      const unfinished = await calls.run(() => store.unfinished(ids)).catch(() => new Set(ids));
      for (const id of ids) if (!unfinished.has(id)) this.tell(id);
    }
    this.#looking = undefined;
  }
}

/** A store that is away while one waits costs time alone. */
function orElse(known: SagaRow): (error: unknown) => SagaRow {
  return (error) => {
    if (isQuadError(error, "SAGAS_UNAVAILABLE")) return known;
    throw error;
  };
}
