import { availableParallelism } from "node:os";
import type { Piscina } from "piscina";
import { chassisErrors } from "../chassis-errors.ts";
import type { Compute } from "./computation.ts";

/** One core is left for everything else. */
const THREADS_MAX = Math.max(1, availableParallelism() - 1);
/** Computations that wait for a thread; more are refused. */
const WAITING_MAX = 1_000;
/** A thread that has nothing to do costs some megabytes. */
const IDLE_MS_MAX = 10_000;

/**
 * Threads for CPU-bound work, one pool a process; started at the first use.
 * Errors of `compute`: COMPUTE_BUSY, the reason of its signal, and what the work throws.
 */
export function threadPool(): { compute: Compute; stop(): Promise<void> } {
  let pool: Promise<Piscina> | undefined;

  async function open(): Promise<Piscina> {
    const piscina = await import("piscina");
    return new piscina.Piscina({
      minThreads: 0,
      maxThreads: THREADS_MAX,
      idleTimeout: IDLE_MS_MAX,
      maxQueue: WAITING_MAX,
    });
  }

  return {
    async compute(work, input, { signal } = {}) {
      pool ??= open();
      const threads = await pool;
      signal?.throwIfAborted();
      if (threads.queueSize >= WAITING_MAX) throw chassisErrors.COMPUTE_BUSY();
      const options = { filename: work.file.href, name: work.name };
      try {
        return await threads.run(input, signal ? { ...options, signal } : options);
      } catch (error) {
        throw signal?.aborted ? signal.reason : error;
      }
    },
    async stop() {
      const opened = pool;
      pool = undefined;
      await (await opened)?.destroy();
    },
  };
}
