import type { Snapshot, WantedSnapshot } from "./event-writer.ts";

/** Snapshots in memory, one for each stream and schema; the state is kept as JSON. */
export class MemorySnapshots {
  readonly #kept = new Map<string, { readonly version: number; readonly json: string }>();

  save(stream: string, { version, schema }: Snapshot, json: string): void {
    const key = keyOf(stream, schema);
    if (version >= (this.#kept.get(key)?.version ?? 0)) this.#kept.set(key, { version, json });
  }

  find(stream: string, { schema, upTo }: Required<WantedSnapshot>): Snapshot | undefined {
    const kept = this.#kept.get(keyOf(stream, schema));
    if (!kept || kept.version > upTo) return undefined;
    return { version: kept.version, schema, state: JSON.parse(kept.json) };
  }
}

function keyOf(stream: string, schema: number): string {
  return `${schema} ${stream}`;
}
