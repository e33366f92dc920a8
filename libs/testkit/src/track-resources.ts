import { createHook } from "node:async_hooks";

export interface OpenResource {
  /** Node's name for it, such as `Timeout`, `TCPWRAP` or `PROCESSWRAP`. */
  readonly type: string;
  /** File and line that opened it, where the stack still knew. */
  readonly place: string | undefined;
}

/** What a test may leave open by mistake: Node gives each of them a `hasRef`. */
interface Handle {
  hasRef(): boolean;
}

/**
 * Watches what this process opens from now on. Async hooks tell one timer from another, which a
 * comparison of `process.getActiveResourcesInfo()` cannot: there the test runner's own short
 * timers, in the count before but not after, hide the test's.
 */
export function trackResources(): { open(): OpenResource[]; end(): void } {
  const opened = new Map<number, { type: string; handle: Handle; trace: Error }>();
  const hook = createHook({
    init(asyncId, type, _triggerId, resource) {
      if (isHandle(resource))
        opened.set(asyncId, { type, handle: resource, trace: new Error(type) });
    },
    destroy(asyncId) {
      opened.delete(asyncId);
    },
    // Promises hold nothing open, and following each would make tests slow.
    trackPromises: false,
  }).enable();
  return {
    open: () =>
      [...opened.values()]
        .filter(({ handle }) => handle.hasRef())
        .map(({ type, trace }) => ({ type, place: placeOf(trace) })),
    end: () => void hook.disable(),
  };
}

function isHandle(resource: object): resource is Handle {
  return "hasRef" in resource && typeof resource.hasRef === "function";
}

/** The first frame of a stack that is neither Node's nor a dependency's. */
function placeOf(trace: Error): string | undefined {
  const frames = trace.stack?.split("\n").slice(1) ?? [];
  const own = frames.find((frame) => !/node:|node_modules|track-resources\.ts/.test(frame));
  return own?.match(/[^\s()]+:\d+(?=:\d+\)?$)/)?.[0];
}
