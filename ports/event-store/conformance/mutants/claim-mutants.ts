import { changed, type Mutant } from "./mutant.ts";

/** Stores that claim what they do not keep. */
export const claimMutants: readonly Mutant[] = [
  {
    name: "keeps everything in its process and says that it lasts",
    caughtBy: ["events, snapshots, archives and checkpoints outlive the process"],
    place: changed(({ supports }) => ({ supports: { ...supports, durable: true } })),
  },
  {
    name: "takes part in transactions that it cannot have",
    caughtBy: ["a store without transactions refuses within"],
    place: changed((store) => ({ within: () => store })),
  },
];
