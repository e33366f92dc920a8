import type { Lifecycle, LifecycleState } from "./lifecycle.ts";

export interface Managed extends Lifecycle {
  readonly state: LifecycleState;
}

/** Makes the lifecycle contract true for a pair of hooks that each assume a clean state. */
export function managed(hooks: {
  start(): Promise<void>;
  stop(): Promise<void>;
}): Managed {
  let state: LifecycleState = "stopped";
  let starting: Promise<void> | undefined;
  let stopping: Promise<void> | undefined;

  async function runStart() {
    await stopping;
    state = "starting";
    try {
      await hooks.start();
      state = "running";
    } catch (error) {
      await hooks.stop().catch(() => {});
      state = "stopped";
      throw error;
    }
  }

  async function runStop() {
    await starting?.catch(() => {});
    if (state !== "running") return;
    state = "stopping";
    try {
      await hooks.stop();
    } finally {
      state = "stopped";
    }
  }

  return {
    get state() {
      return state;
    },
    start() {
      if (state === "running" && !stopping) return Promise.resolve();
      starting ??= runStart().finally(() => {
        starting = undefined;
      });
      return starting;
    },
    stop() {
      stopping ??= runStop().finally(() => {
        stopping = undefined;
      });
      return stopping;
    },
  };
}

/** Several parts as one: started in order, stopped in reverse; a failed start undoes the rest. */
export function sequence(parts: readonly Lifecycle[]): Managed {
  return managed({
    async start() {
      for (const part of parts) await part.start();
    },
    async stop() {
      const errors: unknown[] = [];
      for (const part of [...parts].reverse()) {
        await part.stop().catch((error: unknown) => errors.push(error));
      }
      if (errors.length > 0) throw new AggregateError(errors, "Some parts did not stop cleanly.");
    },
  });
}
