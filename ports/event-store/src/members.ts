import type { Lifecycle } from "@quad/lifecycle";

/** The members of one store: they stop before it does. */
export interface Members {
  /** The same member, known while it runs. */
  add(member: Lifecycle): Lifecycle;
  stop(): Promise<void>;
}

export function members(): Members {
  const started = new Set<Lifecycle>();
  return {
    add(member) {
      return {
        start() {
          started.add(member);
          return member.start();
        },
        async stop() {
          await member.stop();
          started.delete(member);
        },
      };
    },
    async stop() {
      await Promise.all([...started].map((member) => member.stop()));
      started.clear();
    },
  };
}
