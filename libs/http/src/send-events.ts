import { once } from "node:events";
import { PassThrough, type Readable } from "node:stream";
import type { FastifyBaseLogger } from "fastify";
import type { EventStream, ServerEvent } from "./event-stream.ts";
import type { OpenStreams } from "./open-streams.ts";

export const EVENT_STREAM_HEADERS = {
  "content-type": "text/event-stream; charset=utf-8",
  "cache-control": "no-store",
  // nginx would otherwise collect events before it passes them on.
  "x-accel-buffering": "no",
} as const;

/**
 * The bytes of an event stream. They are produced only as fast as the client takes them; a client
 * that takes nothing from one heartbeat to the next is cut off. Ended early, it aborts `caller`.
 */
export function bytesOf(
  { source, heartbeatMs }: EventStream,
  { caller, open, log }: { caller: AbortController; open: OpenStreams; log: FastifyBaseLogger },
): Readable {
  const bytes = new PassThrough();
  const stream = {
    end(lastWords: string) {
      caller.abort();
      if (!bytes.writableEnded) bytes.end(lastWords);
    },
  };
  const heartbeat = setInterval(beatOf(bytes), heartbeatMs);
  bytes.once("close", () => {
    clearInterval(heartbeat);
    open.delete(stream);
  });
  bytes.write(":\n\n"); // Sends the headers at once: the client knows that it is connected.
  open.add(stream);
  void pour(source, bytes, caller.signal).catch((error: unknown) => {
    if (caller.signal.aborted) return;
    log.error({ error }, "an event stream broke off");
    bytes.destroy();
  });
  return bytes;
}

async function pour(source: AsyncIterable<ServerEvent>, bytes: PassThrough, signal: AbortSignal) {
  for await (const event of source) {
    if (signal.aborted) return;
    if (!bytes.write(frameOf(event))) await once(bytes, "drain", { signal });
  }
  bytes.end();
}

function beatOf(bytes: PassThrough): () => void {
  let wasStuck = false;
  return () => {
    const isStuck = bytes.writableNeedDrain;
    if (isStuck && wasStuck) bytes.destroy();
    else if (!isStuck && !bytes.writableEnded) bytes.write(": still here\n\n");
    wasStuck = isStuck;
  };
}

function frameOf({ event, id, data }: ServerEvent): string {
  const name = event === undefined ? "" : `event: ${oneLine(event)}\n`;
  const mark = id === undefined ? "" : `id: ${oneLine(id)}\n`;
  return `${name}${mark}data: ${JSON.stringify(data)}\n\n`;
}

function oneLine(text: string): string {
  if (/[\n\r\0]/.test(text)) throw new TypeError("The name and the id of an event are one line.");
  return text;
}
