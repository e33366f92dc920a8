import { setTimeout as sleep } from "node:timers/promises";
import { aroundAll, aroundEach } from "vitest";
import { type OpenResource, trackResources } from "./track-resources.ts";

// A closed socket is gone some turns of the event loop later.
const RELEASE_WITHIN_MS = 1_000;
const POLL_EVERY_MS = 10;

interface NoLeaksOptions {
  /** When to look: after each test, or once after all of the file's or describe's tests. */
  readonly per?: "test" | "file";
  /** Types that may stay open, such as `TCPWRAP`, each with the reason why. */
  readonly allow?: Readonly<Record<string, string>>;
}

/**
 * Fails a test that leaves timers, sockets, servers, watchers, workers or child processes open,
 * and says where they were opened. Call it once at the top of a file or of a `describe`: it looks
 * after every hook of the test, whatever their order. With `per: "file"` tests may share what
 * `beforeAll` opened. What does not keep the process alive (`unref`) does not count.
 */
export function noLeaks({ per = "test", allow = {} }: NoLeaksOptions = {}): void {
  const around = per === "file" ? aroundAll : aroundEach;
  around(async (run: () => Promise<void>) => {
    const tracker = trackResources();
    await run();
    const leaked = () => tracker.open().filter(({ type }) => !(type in allow));
    const left = await settled(leaked);
    tracker.end();
    if (left.length > 0) throw new Error(`Still open after the ${per}: ${describe(left)}.`);
  });
}

async function settled(leaked: () => OpenResource[]): Promise<OpenResource[]> {
  const deadline = performance.now() + RELEASE_WITHIN_MS;
  let left = leaked();
  while (left.length > 0 && performance.now() < deadline) {
    // Without a reference, or the wait would find its own timer.
    await sleep(POLL_EVERY_MS, undefined, { ref: false });
    left = leaked();
  }
  return left;
}

function describe(left: readonly OpenResource[]): string {
  return left.map(({ type, place }) => (place ? `${type} opened at ${place}` : type)).join(", ");
}
