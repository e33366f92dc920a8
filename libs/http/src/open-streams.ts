interface Stream {
  end(lastWords: string): void;
}

/** The event streams of a server, so that it can end them when it stops. */
export interface OpenStreams {
  add(stream: Stream): void;
  delete(stream: Stream): void;
  /** Ends those that are open, and at once those that a handler still under way opens later. */
  endAll(lastWords: string): void;
}

export function openStreams(): OpenStreams {
  const open = new Set<Stream>();
  let ending: string | undefined;
  return {
    add(stream) {
      if (ending === undefined) open.add(stream);
      else stream.end(ending);
    },
    delete: (stream) => void open.delete(stream),
    endAll(lastWords) {
      ending = lastWords;
      for (const stream of open) stream.end(lastWords);
    },
  };
}
