import type { CheckedRange } from "./check-calls.ts";
import type { CheckedEvent } from "./check-events.ts";
import { eventStoreErrors } from "./event-store-errors.ts";
import type { Appended, Expected } from "./event-writer.ts";
import type { PlacedEvent } from "./recorded-event.ts";

/** An event as it is kept: data and metadata as JSON, so that nobody can change them. */
interface KeptEvent extends CheckedEvent {
  readonly stream: string;
  readonly version: number;
  readonly position: number;
  readonly recordedAt: Date;
}

/** All streams, in memory. Each call is one step: nothing comes between. */
export class MemoryHistory {
  readonly #all: KeptEvent[] = [];
  readonly #streams = new Map<string, KeptEvent[]>();
  readonly #archived = new Set<string>();

  get head(): number {
    return this.#all.length;
  }

  versionOf(stream: string): number {
    return this.#streams.get(stream)?.length ?? 0;
  }

  /** Errors: EVENT_STORE_ARCHIVED, EVENT_STORE_CONFLICT. */
  append(
    stream: string,
    events: readonly CheckedEvent[],
    { expected, now }: { readonly expected: Expected; readonly now: Date },
  ): Appended {
    if (this.#archived.has(stream)) throw eventStoreErrors.EVENT_STORE_ARCHIVED({ stream });
    if (expected !== "any") this.#needVersion(stream, expected);
    const kept = this.#streams.get(stream) ?? [];
    this.#streams.set(stream, kept);
    const last = kept.at(-1)?.recordedAt ?? now;
    const recordedAt = last > now ? last : now;
    for (const event of events) {
      const place = { version: kept.length + 1, position: this.#all.length + 1 };
      const keeping = { ...event, ...place, stream, recordedAt };
      kept.push(keeping);
      this.#all.push(keeping);
    }
    return { version: kept.length, recordedAt: new Date(recordedAt) };
  }

  /** Error: EVENT_STORE_CONFLICT. */
  archive(stream: string, expected: number): void {
    this.#needVersion(stream, expected);
    this.#archived.add(stream);
  }

  read(stream: string, { after, upTo, until, limit }: CheckedRange): PlacedEvent[] {
    const found = (this.#streams.get(stream) ?? []).slice(after, upTo);
    const then = until ? found.filter(({ recordedAt }) => recordedAt <= until) : found;
    return then.slice(0, limit).map(toPlaced);
  }

  readAll(after: number, limit: number): PlacedEvent[] {
    return this.#all.slice(after, after + limit).map(toPlaced);
  }

  #needVersion(stream: string, expected: number): void {
    const actual = this.versionOf(stream);
    if (actual === expected) return;
    throw eventStoreErrors.EVENT_STORE_CONFLICT({ stream, expected, actual });
  }
}

function toPlaced({ data, metadata, recordedAt, ...event }: KeptEvent): PlacedEvent {
  return {
    ...event,
    data: JSON.parse(data),
    metadata: JSON.parse(metadata),
    recordedAt: new Date(recordedAt),
  };
}
