import { setImmediate as turn } from "node:timers/promises";
import { isQuadError } from "@quad/errors";

const BATCH_MAX = 500;

interface Waiting<Item, Answer> {
  readonly item: Item;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * What is handed in while a commit is under way shares the next one: a hundred sagas that move on
 * at the same time cost two commits, not a hundred. `commit` answers each item at its index.
 */
export function groupCommit<Item, Answer>(
  commit: (items: readonly Item[]) => Promise<readonly Answer[]>,
): (item: Item) => Promise<Answer> {
  const queue: Waiting<Item, Answer>[] = [];
  let isCommitting = false;

  async function commitAll(): Promise<void> {
    isCommitting = true;
    while (queue.length > 0) {
      // Sagas whose calls end in the same turn of the event loop go together.
      await turn();
      await settle(queue.splice(0, BATCH_MAX));
    }
    isCommitting = false;
  }

  async function settle(batch: readonly Waiting<Item, Answer>[]): Promise<void> {
    try {
      const answers = await commit(batch.map(({ item }) => item));
      for (const [index, { resolve }] of batch.entries()) resolve(answers[index] as Answer);
    } catch (error) {
      await afterFailure(batch, error);
    }
  }

  /** One that cannot be stored must not take the others with it. */
  async function afterFailure(
    batch: readonly Waiting<Item, Answer>[],
    error: unknown,
  ): Promise<void> {
    if (batch.length === 1 || isQuadError(error)) {
      for (const { reject } of batch) reject(error);
      return;
    }
    for (const waiting of batch) await settle([waiting]);
  }

  return (item) =>
    new Promise((resolve, reject) => {
      queue.push({ item, resolve, reject });
      if (!isCommitting) void commitAll();
    });
}
