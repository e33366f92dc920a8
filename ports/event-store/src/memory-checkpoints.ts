interface Checkpoint {
  position: number;
  /** Goes up when it is rewound: a batch in hand then moves it no more. */
  rewound: number;
  busy: boolean;
}

/** Checkpoints of subscriptions, in memory. */
export class MemoryCheckpoints {
  readonly #kept = new Map<string, Checkpoint>();

  position(name: string): number {
    return this.#kept.get(name)?.position ?? 0;
  }

  /** A name that has one keeps it. */
  begin(name: string, position: number): void {
    if (!this.#kept.has(name)) this.#kept.set(name, { position, rewound: 0, busy: false });
  }

  rewind(name: string): void {
    const checkpoint = this.#kept.get(name);
    if (!checkpoint) return;
    checkpoint.position = 0;
    checkpoint.rewound++;
  }

  /**
   * Runs `work` from the checkpoint, which moves to where the work has come; not at all while
   * another member works: then it answers `busy`. Otherwise, by how much it has moved.
   */
  async alone(name: string, work: (position: number) => Promise<number>): Promise<number | "busy"> {
    const checkpoint = this.#kept.get(name);
    if (!checkpoint || checkpoint.busy) return "busy";
    checkpoint.busy = true;
    const { position, rewound } = checkpoint;
    try {
      const reached = await work(position);
      if (checkpoint.rewound === rewound) checkpoint.position = reached;
      return reached - position;
    } finally {
      checkpoint.busy = false;
    }
  }
}
