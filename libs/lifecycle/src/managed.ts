import type { Lifecycle, LifecycleState } from "./lifecycle.ts";

export interface Managed extends Lifecycle {
  readonly state: LifecycleState;
}

/** A call that is under way or waits for the one before it. */
interface Turn {
  readonly goal: "start" | "stop";
  readonly done: Promise<void>;
}

/**
 * Makes the lifecycle contract true for a pair of hooks that need not care: they never run at the
 * same time, `start` only when stopped and `stop` only after a `start`. Calls take turns, so that
 * the last one decides; a call whose goal is that of the last one shares its outcome. When the
 * `start` hook rejects, the `stop` hook runs to undo what was half done.
 */
export function managed(hooks: Lifecycle): Managed {
  let state: LifecycleState = "stopped";
  let latest: Turn | undefined;

  const run = {
    async start() {
      if (state === "running") return;
      state = "starting";
      try {
        await hooks.start();
        state = "running";
      } catch (error) {
        // Why the start failed is what the caller must hear, not what undoing it met.
        await hooks.stop().catch(() => {});
        state = "stopped";
        throw error;
      }
    },
    async stop() {
      if (state === "stopped") return;
      state = "stopping";
      try {
        await hooks.stop();
      } finally {
        state = "stopped";
      }
    },
  };

  function take(goal: Turn["goal"]): Promise<void> {
    if (latest?.goal === goal) return latest.done;
    const done = latest ? latest.done.then(run[goal], run[goal]) : run[goal]();
    const turn = { goal, done };
    latest = turn;
    const leave = () => {
      if (latest === turn) latest = undefined;
    };
    done.then(leave, leave);
    return done;
  }

  return {
    get state() {
      return state;
    },
    start: () => take("start"),
    stop: () => take("stop"),
  };
}

/**
 * Several parts as one: started in order, stopped in reverse. A failed start stops the rest again.
 * A failed stop does not spare the others; several failures come as one AggregateError.
 */
export function sequence(parts: readonly Lifecycle[]): Managed {
  return managed({
    async start() {
      for (const part of parts) await part.start();
    },
    async stop() {
      const errors: unknown[] = [];
      for (const part of parts.toReversed()) {
        await part.stop().catch((error: unknown) => errors.push(error));
      }
      if (errors.length === 1) throw errors[0];
      if (errors.length > 1) throw new AggregateError(errors, "Some parts did not stop cleanly.");
    },
  });
}
