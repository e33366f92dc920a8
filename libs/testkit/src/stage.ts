import { eventually } from "./eventually.ts";
import { signal } from "./signal.ts";

/** What starts and stops, and says what it can do. */
export interface Instance {
  start(): Promise<void>;
  stop(): Promise<void>;
  readonly supports?: object;
}

/** One engine and the ways to get at it: what an adapter gives a suite, fresh for each check. */
export interface Place {
  /**
   * Another instance, not started, as another process would have it. The suite stops it when the
   * check is over.
   */
  open(...given: never[]): Instance;
  /** After the check, when every instance was stopped. */
  dispose?(): void | Promise<void>;
}

/** Something that others wait for until the check lets them go on. */
export interface Gate {
  readonly opened: Promise<void>;
  open(): void;
}

/** Longer than anything takes that goes well on a busy machine. */
const PATIENCE_MS = 20_000;

/**
 * Where one check plays: a place, what was opened there, and deadlines. `close` ends all of it,
 * whatever happened: first what would keep an instance from stopping, then the instances, the last
 * opened first, then the place. A port whose checks need more extends it.
 */
export class Stage<P extends Place = Place> {
  readonly place: P;
  /** How long to wait for what must happen. Mutants are waited for less long. */
  readonly patienceMs: number;
  readonly #opened = new Set<Instance>();
  readonly #releases: (() => unknown)[] = [];
  #supports: object | undefined;

  constructor(place: P, patienceMs = PATIENCE_MS) {
    this.place = place;
    this.patienceMs = patienceMs;
  }

  /** An instance that nobody has started. */
  open(...given: Parameters<P["open"]>): ReturnType<P["open"]> {
    return this.opened(this.place.open(...given) as ReturnType<P["open"]>);
  }

  /** A running instance. */
  async started(...given: Parameters<P["open"]>): Promise<ReturnType<P["open"]>> {
    const instance = this.open(...given);
    await this.within(instance.start(), "an instance starts");
    return instance;
  }

  /** The flags of what is opened here. */
  get supports(): Readonly<Record<string, boolean>> {
    this.#supports ??= this.open(...([] as unknown as Parameters<P["open"]>)).supports ?? {};
    return this.#supports as Record<string, boolean>;
  }

  /** Stops it at the end. */
  opened<I extends Instance>(instance: I): I {
    this.#opened.add(instance);
    return instance;
  }

  /** At the end, before anything is stopped: lets go what would keep it from stopping. */
  atEnd(release: () => unknown): void {
    this.#releases.push(release);
  }

  /** Opened by the check, or by its end. */
  gate(): Gate {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.atEnd(resolve);
    return { opened: promise, open: resolve };
  }

  /** The outcome of something that must come to an end. */
  within<T>(work: Promise<T>, what: string): Promise<T> {
    const done = signal<T>(what);
    work.then(done.resolve, done.reject);
    return this.begun(done.within(this.patienceMs));
  }

  /** Asks until the answer is right; at the deadline it says what it saw last. */
  until<T>(
    what: string,
    ask: () => T | Promise<T>,
    isRight: (answer: T) => boolean = Boolean,
  ): Promise<T> {
    return eventually(ask, { withinMs: this.patienceMs, what, until: isRight });
  }

  /** Work that a check awaits later: when it fails elsewhere, it must not fail the run as well. */
  begun<T>(work: Promise<T>): Promise<T> {
    work.catch(() => {});
    return work;
  }

  async close(): Promise<void> {
    const failures: unknown[] = [];
    const attempt = async (work: () => unknown, what: string) => {
      await this.within(Promise.try(work), what).catch((error: unknown) => failures.push(error));
    };
    for (const release of this.#releases) await attempt(release, "the stage lets go");
    for (const instance of [...this.#opened].reverse()) {
      await attempt(() => instance.stop(), "an instance stops");
    }
    await attempt(() => this.place.dispose?.(), "the place is disposed of");
    if (failures.length > 0) throw new AggregateError(failures, "Not everything could be closed.");
  }
}
