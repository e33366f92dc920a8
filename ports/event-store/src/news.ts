/** Tells members of one process that something was appended. */
export interface News {
  /** Returns how to end that. */
  on(listener: () => void): () => void;
  tell(): void;
}

export function news(): News {
  const listeners = new Set<() => void>();
  return {
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    tell() {
      for (const listener of listeners) listener();
    },
  };
}
