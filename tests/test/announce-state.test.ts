import { announceState } from "@quad/chassis";
import { startCampus, type TestCampus } from "@quad/chassis/testing";
import { connect } from "@quad/database";
import { eventually } from "@quad/testkit";
import { expect, test } from "vitest";
import { shop } from "../src/shop.ts";
import { services } from "../src/shop-services.ts";

const JSON_BODY = { "Content-Type": "application/json" };
/** More than a page of an announcement. */
const BOOKS = 501;

test("a service that joins when the past is pruned is told the present state", async () => {
  const environment = {
    QUAD_BUS: "postgres:",
    QUAD_DATABASE_PREFIX: `announce_${process.pid}_`,
    QUAD_SAMPLE: "none",
    QUAD_OPENING_STOCK: "7",
  };
  const owners = servicesOf("catalog", "inventory", "orders");
  await using campus = await startCampus({ services: owners, environment });
  const { platform } = campus;
  const [removed = "", ...bookIds] = await addBooks(campus);
  await removeBook(campus, removed);
  await forgetThePast(campus);

  await using late = await startCampus({ services: servicesOf("cart"), environment });
  expect(await putInCart(late, bookIds[0] ?? "")).toMatchObject({ status: 404 });
  const said: number[] = [];
  for (const service of owners) {
    const onPage = (count: number) => said.push(count);
    await announceState(service, { platform, environment, onPage });
  }
  expect(said).toEqual([500, BOOKS, 500, BOOKS]);
  await untilHeard(campus, "cart");
  expect(await putInCart(late, removed)).toMatchObject({ status: 404 });
  // Every tenth: each asks cart once.
  for (const id of bookIds.filter((_, at) => at % 10 === 0)) {
    expect(await putInCart(late, id)).toEqual({ status: 200, available: 7 });
  }
});

function servicesOf(...names: readonly string[]) {
  return services.filter(({ name }) => names.includes(name));
}

/** Their ids, when inventory has said of each how many copies there are. */
async function addBooks(campus: TestCampus): Promise<string[]> {
  const price = { amount: 900, currency: "USD" };
  const all = Array.from({ length: BOOKS }, (_, index) => index + 1);
  for (const numbers of [all.slice(0, 500), all.slice(500)]) {
    const rows = numbers.map((line) => ({ line, title: `Book ${line}`, authors: ["A"], price }));
    const body = JSON.stringify({ rows });
    const url = `${campus.url("catalog")}/api/catalog/imports`;
    expect((await fetch(url, { method: "POST", headers: JSON_BODY, body })).status).toBe(200);
  }
  const books = await eventually(() => listBooks(campus), {
    ...{ withinMs: 30_000, what: "all books to be in stock" },
    until: (list) => list.length === BOOKS && list.every(({ stock }) => stock === 7),
  });
  return books.map(({ id }) => id);
}

async function listBooks(campus: TestCampus) {
  const books: { id: string; stock: number | null }[] = [];
  for (let path: string | null = "/api/catalog/books?limit=100"; path !== null; ) {
    const page: Page = await shop(campus.url("catalog")).get<Page>(path);
    books.push(...page.items);
    path = page.next && `/api/catalog/books?limit=100&cursor=${encodeURIComponent(page.next)}`;
  }
  return books;
}

interface Page {
  readonly items: readonly { readonly id: string; readonly stock: number | null }[];
  readonly next: string | null;
}

async function removeBook(campus: TestCampus, id: string): Promise<void> {
  const url = `${campus.url("catalog")}/api/catalog/books/${id}`;
  const headers = { "If-Match": '"1"' };
  expect((await fetch(url, { method: "DELETE", headers })).status).toBe(204);
}

async function untilHeard({ platform }: TestCampus, group: string): Promise<void> {
  const bus = await platform.port("bus");
  await eventually(() => bus.hasReady(group), {
    ...{ withinMs: 30_000, what: `${group} has heard all` },
    until: (hasMore) => !hasMore,
  });
}

async function forgetThePast({ platform }: TestCampus): Promise<void> {
  const url = await platform.databaseUrl("bus");
  const client = await connect({ url, clock: platform.clock, deadlineMs: 5_000 });
  await client.query("delete from message").finally(() => client.end());
}

async function putInCart(campus: TestCampus, bookId: string) {
  const url = `${campus.url("cart")}/api/cart/items/${bookId}`;
  const body = JSON.stringify({ quantity: 1 });
  const { status, ...response } = await fetch(url, {
    method: "PUT",
    headers: JSON_BODY,
    body,
  }).then(async (answer) => ({ status: answer.status, ...((await answer.json()) as CartAnswer) }));
  return { status, available: response.items?.[0]?.available };
}

interface CartAnswer {
  readonly items?: readonly { readonly available: number | null }[];
}
