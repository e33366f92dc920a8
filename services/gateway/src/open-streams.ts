import { PassThrough, type Readable } from "node:stream";

/**
 * The event streams that pass through. They have no end of their own, so when the gateway stops it
 * ends them, and pages connect again; other answers are left to finish.
 */
export function openStreams() {
  const open = new Set<PassThrough>();
  return {
    /** What to send for a service's event stream. */
    track(stream: Readable): Readable {
      const passing = new PassThrough();
      open.add(passing);
      passing.once("close", () => {
        open.delete(passing);
        stream.destroy();
      });
      stream.once("error", (error) => passing.destroy(error));
      return stream.pipe(passing);
    },
    end(): void {
      for (const passing of open) passing.end();
    },
  };
}
