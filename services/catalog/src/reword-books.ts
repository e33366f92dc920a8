import { lockBooks, rewordSome } from "./book-store.ts";
import type { CatalogKit } from "./catalog-kit.ts";

export const REWORD_BATCH = 500;

/** Makes the words of all books by the present rules, a batch a time: a restart goes on. */
export async function rewordBooks({ database }: Pick<CatalogKit, "database">): Promise<void> {
  let reworded: number;
  do {
    reworded = await database.transaction(async (tx) => {
      await lockBooks(tx);
      return rewordSome(tx, REWORD_BATCH);
    });
  } while (reworded === REWORD_BATCH);
}
