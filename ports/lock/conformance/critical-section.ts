import { fence, type Lease } from "@quad/lock";
import { expect } from "vitest";

/** What a lock guards: sees who is at work, and remembers the highest token. */
export class CriticalSection {
  entered = 0;
  #highest = 0;
  #inside: Lease | undefined;

  enter(lease: Lease): void {
    expect(this.#inside?.token, "who is at work when another gets the lock").toBeUndefined();
    expect(lease.token).toBeGreaterThan(this.#highest);
    this.#highest = fence(this.#highest, lease.token);
    this.#inside = lease;
    this.entered += 1;
  }

  leave(lease: Lease): void {
    expect(this.#inside?.token).toBe(lease.token);
    this.#inside = undefined;
  }
}
