import type { Clock } from "@quad/clock";
import { Countdown } from "./countdown.ts";
import type { Lease } from "./lock.ts";
import type { LockClaim, LockEngine } from "./lock-engine.ts";
import { lockErrors } from "./lock-errors.ts";

/** What a lease needs of the locks that gave it. */
export interface LeaseKeeper {
  readonly clock: Clock;
  /** Runs a call about a claim. A stop waits for it. Error: LOCK_NOT_RUNNING. */
  call<T>(claim: LockClaim, work: (engine: LockEngine) => Promise<T>): Promise<T>;
  /** Runs a call when those of this claim that are under way have ended; nobody hears of it. */
  afterwards(claim: LockClaim, work: (engine: LockEngine) => Promise<void>): void;
  /** From now on the lease has to be told of a stop, until it has ended. */
  began(lease: HeldLease): void;
  ended(lease: HeldLease): void;
}

/** The holder's side of a lease: when in doubt it is lost. */
export class HeldLease implements Lease {
  readonly name: string;
  readonly token: number;
  readonly #claim: LockClaim;
  readonly #keeper: LeaseKeeper;
  readonly #controller = new AbortController();
  #countdown: Countdown;
  #release: Promise<void> | undefined;

  constructor(keeper: LeaseKeeper, claim: LockClaim, granted: GrantedLease) {
    this.name = claim.name;
    this.token = granted.token;
    this.#claim = claim;
    this.#keeper = keeper;
    this.#countdown = granted.countdown;
    keeper.began(this);
    this.#rely(granted.countdown);
  }

  get expiresAt(): Date {
    return this.#countdown.expiresAt;
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  async renew(): Promise<void> {
    this.signal.throwIfAborted();
    const countdown = new Countdown(this.#keeper.clock, this.#claim.leaseMs);
    try {
      const isOurs = await this.#keeper.call(this.#claim, (engine) => engine.renew(this.#claim));
      if (!isOurs) this.end("another has the lock, or could have had it");
      // Given up meanwhile: whoever was told so must not be at work again.
      this.signal.throwIfAborted();
    } catch (error) {
      countdown.cancel();
      throw error;
    }
    this.#rely(countdown);
  }

  release(): Promise<void> {
    this.end("it was released");
    this.#release ??= this.#keeper
      .call(this.#claim, (engine) => engine.release(this.#claim))
      .catch((error: unknown) => {
        this.#release = undefined;
        throw error;
      });
    return this.#release;
  }

  /** Nothing may be done under this lease any more. */
  end(reason: string): void {
    if (this.signal.aborted) return;
    const { name, token } = this;
    this.#controller.abort(lockErrors.LOCK_LOST({ name, token, reason }));
    this.#countdown.cancel();
    this.#keeper.ended(this);
  }

  #rely(countdown: Countdown): void {
    if (this.#countdown !== countdown) this.#countdown.cancel();
    this.#countdown = countdown;
    countdown.whenOver(() => this.end("its time is over"));
  }
}

export interface GrantedLease {
  readonly token: number;
  /** Begun before the question that was answered with the token. */
  readonly countdown: Countdown;
}
