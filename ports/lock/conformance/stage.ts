import { type Clock, systemClock } from "@quad/clock";
import type { AcquireOptions, Lease, Locks } from "@quad/lock";
import { eventually, signal, testId } from "@quad/testkit";
import { type LockPlace, PATIENCE_MS } from "./lock-place.ts";

/** Where one check plays: instances, a name that nobody else uses, and deadlines. */
export class Stage {
  readonly place: LockPlace;
  /** Of the lock that the check is about. */
  readonly name = `${testId()} the lock`;
  readonly patienceMs: number;
  readonly #opened = new Set<Locks>();

  constructor(place: LockPlace) {
    this.place = place;
    this.patienceMs = place.patienceMs ?? PATIENCE_MS;
  }

  /** A running instance. */
  async locks(clock: Clock = systemClock): Promise<Locks> {
    const locks = this.stoppedLocks(clock);
    await this.within(locks.start(), "the locks start");
    return locks;
  }

  /** An instance that nobody has started. */
  stoppedLocks(clock: Clock = systemClock): Locks {
    const locks = this.place.open(clock);
    this.#opened.add(locks);
    return locks;
  }

  /** The lease of the check's lock, waited for as long as the suite has patience. */
  acquire(locks: Locks, options: AcquireOptions = {}): Promise<Lease> {
    const acquiring = locks.acquire(this.name, { waitMs: 2 * this.patienceMs, ...options });
    return this.within(acquiring, "the lock is acquired");
  }

  /** Resolves when so many wait in the line. */
  async untilWaiting(count: number): Promise<void> {
    await eventually(() => this.place.waiting(this.name), {
      withinMs: this.patienceMs,
      what: `${count} wait for the lock`,
      until: (waiting) => waiting === count,
    });
  }

  /** Resolves when the holder has been told that its lease is over. */
  async untilLost({ signal: lost }: Lease): Promise<void> {
    const told = signal("the holder is told that its lease is over");
    lost.addEventListener("abort", () => told.resolve());
    if (lost.aborted) told.resolve();
    await told.within(this.patienceMs);
  }

  within<T>(work: Promise<T>, what: string): Promise<T> {
    const done = signal<T>(what);
    work.then(done.resolve, done.reject);
    return this.begun(done.within(this.patienceMs));
  }

  /** Work that a check awaits later: when it fails elsewhere, it must not fail the run as well. */
  begun<T>(work: Promise<T>): Promise<T> {
    work.catch(() => {});
    return work;
  }

  async close(): Promise<void> {
    try {
      await this.place.restore();
      const stops = Promise.all([...this.#opened].map((locks) => locks.stop()));
      await this.within(stops, "the locks stop");
    } finally {
      await this.place.dispose();
    }
  }
}
