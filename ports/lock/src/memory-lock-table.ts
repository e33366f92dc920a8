import { type Clock, systemClock } from "@quad/clock";
import type { LockAnswer, LockClaim, LockQuestion } from "./lock-engine.ts";

interface Held {
  readonly claimId: string;
  readonly token: number;
  readonly holder: string;
  expiresAt: number;
}

interface Waiter {
  readonly claimId: string;
  readonly ticket: number;
  readonly holder: string;
}

/**
 * What the memory locks of one process share, as others share a server: who holds what, who waits,
 * and the last token given. It has a clock of its own, like a server.
 */
export class MemoryLockTable {
  readonly #clock: Clock;
  readonly #held = new Map<string, Held>();
  readonly #lines = new Map<string, Waiter[]>();
  readonly #tellers = new Set<(claimId?: string) => void>();
  #tokens = 0;
  #tickets = 0;

  constructor(clock: Clock = systemClock) {
    this.#clock = clock;
  }

  tell(called: (claimId?: string) => void): void {
    this.#tellers.add(called);
  }

  waiting(name: string): number {
    return this.#line(name).length;
  }

  ask(question: LockQuestion, holder: string): LockAnswer {
    const { id: claimId, name, leaseMs, waits } = question;
    const held = this.#current(name);
    const line = this.#line(name);
    const isNext = line.length === 0 || line[0]?.claimId === claimId;
    if (held?.claimId === claimId || (!held && isNext)) {
      this.#leaveLine(name, claimId);
      const token = ++this.#tokens;
      this.#held.set(name, { claimId, token, holder, expiresAt: this.#now() + leaseMs });
      return { token };
    }
    return {
      token: undefined,
      holder: held?.holder ?? line[0]?.holder ?? holder,
      askAgainMs: held ? held.expiresAt - this.#now() : 0,
      ticket: waits ? this.#joinLine(name, { claimId, holder }) : undefined,
    };
  }

  renew({ id, name, leaseMs }: LockClaim): boolean {
    const held = this.#current(name);
    if (held?.claimId !== id) return false;
    held.expiresAt = this.#now() + leaseMs;
    return true;
  }

  release({ id, name }: LockClaim): void {
    this.#leaveLine(name, id);
    if (this.#held.get(name)?.claimId === id) this.#held.delete(name);
    if (!this.#current(name)) this.#callFirst(name);
  }

  /** As if the process had died: it waits for nothing any more. What it holds runs out. */
  forget(holder: string): void {
    for (const [name, line] of this.#lines) {
      const left = line.filter((waiter) => waiter.holder !== holder);
      this.#lines.set(name, left);
      if (!this.#current(name)) this.#callFirst(name);
    }
  }

  #current(name: string): Held | undefined {
    const held = this.#held.get(name);
    return held && held.expiresAt > this.#now() ? held : undefined;
  }

  #callFirst(name: string): void {
    const [first] = this.#line(name);
    if (first) for (const call of this.#tellers) call(first.claimId);
  }

  #joinLine(name: string, { claimId, holder }: Omit<Waiter, "ticket">): number {
    const line = this.#line(name);
    const known = line.find((waiter) => waiter.claimId === claimId);
    if (known) return known.ticket;
    const ticket = ++this.#tickets;
    this.#lines.set(name, [...line, { claimId, holder, ticket }]);
    return ticket;
  }

  #leaveLine(name: string, claimId: string): void {
    const left = this.#line(name).filter((waiter) => waiter.claimId !== claimId);
    if (left.length > 0) this.#lines.set(name, left);
    else this.#lines.delete(name);
  }

  #line(name: string): readonly Waiter[] {
    return this.#lines.get(name) ?? [];
  }

  #now(): number {
    return this.#clock.now().getTime();
  }
}
