import { type EventWriter, READ_EVENTS_MAX, type StreamRange } from "./event-writer.ts";
import type { RecordedEvent } from "./recorded-event.ts";

/** All events of a stream, however many, a page at a time. Errors: those of `read`. */
export async function* streamEvents(
  store: Pick<EventWriter, "read">,
  stream: string,
  range: Omit<StreamRange, "limit"> = {},
): AsyncGenerator<RecordedEvent, void> {
  let after = range.after ?? 0;
  while (true) {
    const page = await store.read(stream, { ...range, after });
    yield* page;
    if (page.length < READ_EVENTS_MAX) return;
    after = page.at(-1)?.version ?? after;
  }
}
