import type { DataOf, Event, EventDefinition } from "@quad/contracts";
import type { Kit } from "../kit.ts";

/** One row of what a service listens to: one version of an event. */
export interface Listener<K> {
  readonly event: EventDefinition;
  /** Other versions in which the owner says the same fact as well. */
  readonly passesOverVersions?: readonly number[];
  readonly hear: (kit: K, event: Event) => void;
}

/**
 * What every process of a service hears as it happens, for what it keeps in memory: live pages,
 * caches. Nothing is kept for it and nothing is tried again, so it has to be able to begin anew.
 */
export interface Listens<K> {
  readonly to: readonly Listener<K>[];
  /**
   * Something may have gone by unheard, as after a lost connection, a row that threw, or an event
   * that no row can take: what was made of events has to be made anew.
   */
  readonly missed: (kit: K) => void;
}

/** The rows of a service whose kit is `K`. */
export function listenersOf<K extends Kit>() {
  return <Definition extends EventDefinition>(
    event: Definition,
    hear: (kit: K, event: Event<DataOf<Definition>>) => void,
    options: Pick<Listener<K>, "passesOverVersions"> = {},
  ): Listener<K> => ({
    ...options,
    event,
    hear: (kit, heard) => hear(kit, heard as Event<DataOf<Definition>>),
  });
}
