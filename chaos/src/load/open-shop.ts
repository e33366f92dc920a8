import { setTimeout as sleep } from "node:timers/promises";
import { PLENTY, SCARCE_BOOKS } from "../plan/load-step.ts";
import type { ShopClient } from "./shop-client.ts";

const SCARCE_COPIES = 30;
const LOOK_EVERY_MS = 100;

/** Books by title, with their shelves as a plan expects them. Answers their ids. */
export async function openShop(shop: ShopClient, count: number): Promise<string[]> {
  const books = await inStock(shop, count);
  for (const [index, bookId] of books.entries()) {
    const onHand = index < SCARCE_BOOKS ? SCARCE_COPIES : PLENTY;
    await shop.definite({
      method: "PUT",
      path: `/api/inventory/books/${bookId}`,
      body: { onHand },
    });
  }
  return books;
}

/** Of a campus that has just started the catalogue knows the stock of all a moment later. */
async function inStock(shop: ShopClient, count: number): Promise<string[]> {
  while (true) {
    const answer = await shop.definite({ method: "GET", path: "/api/catalog/books?limit=100" });
    const page = answer?.body as { items: { id: string; stock: number | null }[] } | undefined;
    const known = (page?.items ?? []).filter(({ stock }) => stock !== null && stock > 0);
    if (known.length >= count) return known.slice(0, count).map(({ id }) => id);
    await sleep(LOOK_EVERY_MS);
  }
}
