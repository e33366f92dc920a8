import type { AcquireOptions, Lease, LockSupports, Locks } from "@quad/lock";
import { type Check, Stage, signal, testId } from "@quad/testkit";
import type { LockPlace } from "./lock-place.ts";

export type LockCheck = Check<LockStage, keyof LockSupports>;

/** Where one check of locks plays: instances, and a name that nobody else uses. */
export class LockStage extends Stage<LockPlace> {
  /** Of the lock that the check is about. */
  readonly name = `${testId()} the lock`;

  constructor(place: LockPlace, patienceMs?: number) {
    super(place, patienceMs);
    this.atEnd(() => place.restore());
  }

  /** The lease of the check's lock, waited for as long as the suite has patience. */
  acquire(locks: Locks, options: AcquireOptions = {}): Promise<Lease> {
    const acquiring = locks.acquire(this.name, { waitMs: 2 * this.patienceMs, ...options });
    return this.within(acquiring, "the lock is acquired");
  }

  /** Resolves when so many wait in the line. */
  async untilWaiting(count: number): Promise<void> {
    const waiting = () => this.place.waiting(this.name);
    await this.until(`${count} wait for the lock`, waiting, (waits) => waits === count);
  }

  /** Resolves when the holder has been told that its lease is over. */
  async untilLost({ signal: lost }: Lease): Promise<void> {
    const told = signal("the holder is told that its lease is over");
    lost.addEventListener("abort", () => told.resolve());
    if (lost.aborted) told.resolve();
    await told.within(this.patienceMs);
  }
}
