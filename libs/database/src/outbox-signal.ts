const listeners = new WeakMap<object, Set<() => void>>();

/** Calls `listener` after each local commit that emitted events; returns how to end that. */
export function onEmitted(database: object, listener: () => void): () => void {
  const known = listeners.get(database) ?? new Set();
  listeners.set(database, known);
  known.add(listener);
  return () => known.delete(listener);
}

/** Says that the outbox of this database has new events. */
export function tellEmitted(database: object): void {
  for (const listener of listeners.get(database) ?? []) listener();
}
