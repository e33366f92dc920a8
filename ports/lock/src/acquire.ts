import { isQuadError } from "@quad/errors";
import { Countdown } from "./countdown.ts";
import { HeldLease, type LeaseKeeper } from "./held-lease.ts";
import type { Lease } from "./lock.ts";
import type { LockAnswer, LockClaim, LockQuestion } from "./lock-engine.ts";
import { lockErrors } from "./lock-errors.ts";
import { unlessAborted } from "./unless-aborted.ts";
import type { WaitingLines } from "./waiting-lines.ts";

/** One call of `acquire` or `tryAcquire`. */
export interface Acquiring {
  readonly keeper: LeaseKeeper;
  readonly lines: WaitingLines;
  readonly claim: LockClaim;
  /** Aborts when the caller or a stop ends the wait. */
  readonly givenUp: AbortSignal;
}

export type Acquired = { readonly lease: Lease } | Busy;
type Busy = Exclude<LockAnswer, { readonly token: number }>;
/** The last answer, and why the question after it has failed. */
type Waiting = Busy & { readonly trouble?: unknown };

/** One who has a place in the line keeps asking while the engine is away. */
const ASK_AGAIN_MS = 200;
const TIME_IS_UP = Symbol("time is up");

/** Asks once. Errors: LOCK_UNAVAILABLE, and the reason of `givenUp`. */
export async function acquireNow(acquiring: Acquiring): Promise<Acquired> {
  const question = { ...acquiring.claim, waits: false, ticket: undefined, urgent: false };
  return ask(acquiring, question).catch((error: unknown) => {
    giveBack(acquiring);
    throw error;
  });
}

/**
 * Asks, and waits for `waitMs` at most. Whoever does not get the lease leaves the line, and gives
 * back what the engine may have granted meanwhile. Errors: those of `acquireNow`.
 */
export async function acquireWithin(acquiring: Acquiring, waitMs: number): Promise<Acquired> {
  const { clock } = acquiring.keeper;
  const deadline = new AbortController();
  const timer = new AbortController();
  const timeIsUp = clock.sleep(waitMs, timer.signal).then(() => deadline.abort(TIME_IS_UP));
  timeIsUp.catch(() => {});
  const givenUp = AbortSignal.any([acquiring.givenUp, deadline.signal]);
  let isHeld = false;
  try {
    const acquired = await waitInLine({ ...acquiring, givenUp });
    isHeld = "lease" in acquired;
    return acquired;
  } finally {
    timer.abort();
    if (!isHeld) giveBack(acquiring);
  }
}

async function waitInLine(acquiring: Acquiring): Promise<Acquired> {
  const { lines, claim, givenUp } = acquiring;
  const place = lines.join(claim);
  let latest: Waiting | undefined;
  try {
    while (true) {
      const acquired = await askInLine(acquiring, latest);
      if ("lease" in acquired) return acquired;
      latest = acquired;
      await place.called(latest.askAgainMs, givenUp);
    }
  } catch (error) {
    if (error !== TIME_IS_UP) throw error;
    if (latest && !latest.trouble) return latest;
    const reason = "it has not answered in time";
    throw latest?.trouble ?? lockErrors.LOCK_UNAVAILABLE({ reason });
  } finally {
    place.leave();
  }
}

async function askInLine(
  acquiring: Acquiring,
  latest: Waiting | undefined,
): Promise<Acquired | Waiting> {
  const urgent = latest !== undefined;
  const question = { ...acquiring.claim, waits: true, ticket: latest?.ticket, urgent };
  try {
    return await ask(acquiring, question);
  } catch (error) {
    if (!(latest && isQuadError(error, "LOCK_UNAVAILABLE"))) throw error;
    return { ...latest, askAgainMs: ASK_AGAIN_MS, trouble: error };
  }
}

/** The countdown begins before the question: the engine's begins later, and so ends later. */
async function ask({ keeper, claim, givenUp }: Acquiring, question: LockQuestion) {
  const countdown = new Countdown(keeper.clock, claim.leaseMs);
  let lease: Lease | undefined;
  try {
    const answer = await unlessAborted(
      keeper.call(claim, (engine) => engine.ask(question)),
      givenUp,
    );
    if (answer.token === undefined) return answer;
    if (countdown.over) {
      throw lockErrors.LOCK_UNAVAILABLE({ reason: "it took longer to answer than the lease" });
    }
    lease = new HeldLease(keeper, claim, { token: answer.token, countdown });
    return { lease };
  } finally {
    if (!lease) countdown.cancel();
  }
}

/**
 * Nobody but a stop waits for it. A question whose answer was not waited for may still be under
 * way, and must not be overtaken.
 */
function giveBack({ keeper, claim }: Acquiring): void {
  keeper.afterwards(claim, (engine) => engine.release(claim));
}
