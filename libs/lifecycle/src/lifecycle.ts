/**
 * The one contract of everything that runs: servers, consumers, pools, relays, adapters.
 *
 * - `start` resolves when the thing is ready for use, and rejects when it could not become so;
 *   after a rejection nothing is left running and `start` may be tried again.
 * - `stop` takes no new work, finishes what is in hand, releases everything, then resolves.
 *   It is safe without `start`, twice, and while `start` is under way.
 * - Calls while one is under way share its outcome. A stopped thing may be started again.
 */
export interface Lifecycle {
  start(): Promise<void>;
  stop(): Promise<void>;
}

export type LifecycleState = "stopped" | "starting" | "running" | "stopping";
