import type { Lifecycle } from "@quad/lifecycle";

/** A way to get the contract wrong, and the checks that must notice. */
export interface Mutant {
  readonly name: string;
  readonly caughtBy: readonly string[];
  readonly make: (hooks: Lifecycle) => Lifecycle;
}

export const mutants: readonly Mutant[] = [
  {
    name: "passes every call on",
    caughtBy: [
      "a second start changes nothing",
      "stop without start changes nothing",
      "a second stop changes nothing",
      "stops at the same time are one stop",
    ],
    make: (hooks) => ({ start: () => hooks.start(), stop: () => hooks.stop() }),
  },
  {
    name: "answers before it is ready",
    caughtBy: [
      "works between start and stop, and only there",
      "everyone who waits for a start hears that it failed",
    ],
    make: (hooks) => ({
      start: async () => void hooks.start().catch(() => {}),
      stop: () => hooks.stop(),
    }),
  },
  {
    name: "starts once in its life",
    caughtBy: ["starts again after a stop, as often as you like"],
    make(hooks) {
      let once: Promise<void> | undefined;
      return {
        start() {
          once ??= hooks.start();
          return once;
        },
        stop: () => hooks.stop(),
      };
    },
  },
  {
    name: "knows only whether it is running, not that it is about to be",
    caughtBy: [
      "starts at the same time are one start",
      "a stop during a start ends stopped",
      "a start during a stop ends running",
      "100 random interleavings: nothing rejects, and the last call decides",
      "a failed start leaves it stopped, and may be tried again",
      "stop after a failed start changes nothing",
      "a stop during a start that fails resolves",
    ],
    make(hooks) {
      let running = false;
      return {
        async start() {
          if (running) return;
          await hooks.start();
          running = true;
        },
        async stop() {
          if (!running) return;
          running = false;
          await hooks.stop();
        },
      };
    },
  },
  {
    name: "shares a call that is under way, though another came after it",
    caughtBy: [
      "a stop that answers has stopped, whatever was called before it",
      "a start that answers has started, whatever was called before it",
      "100 random interleavings: nothing rejects, and the last call decides",
    ],
    make: sharing,
  },
];

function sharing(hooks: Lifecycle): Lifecycle {
  let running = false;
  let starting: Promise<void> | undefined;
  let stopping: Promise<void> | undefined;

  async function start() {
    await stopping;
    if (!running) await hooks.start();
    running = true;
    starting = undefined;
  }

  async function stop() {
    await starting;
    if (running) await hooks.stop();
    running = false;
    stopping = undefined;
  }

  return {
    start() {
      starting ??= start();
      return starting;
    },
    stop() {
      stopping ??= stop();
      return stopping;
    },
  };
}
