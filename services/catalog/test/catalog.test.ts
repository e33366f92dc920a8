import { bystander, startCampus, type TestCampus } from "@quad/chassis/testing";
import { bookAdded, bookChanged, bookRemoved, stockLevelChanged } from "@quad/contracts";
import { afterAll, beforeAll, describe, expect, it as test } from "vitest";
import { catalog } from "../src/service.ts";

const USD = (amount: number) => ({ amount, currency: "USD" });
const NOBODY = "018f3a52-7c1e-7d7a-9b1e-2f6f0c5f2a11";
const MOBY = {
  title: "Moby-Dick; or, The Whale",
  authors: ["Herman Melville"],
  price: USD(1800),
};

let campus: TestCampus;
let bus: Awaited<ReturnType<typeof bystander>>;

beforeAll(async () => {
  campus = await startCampus({ services: [catalog], environment: { QUAD_SAMPLE: "none" } });
  bus = await bystander(campus, [bookAdded, bookChanged, bookRemoved]);
});
afterAll(() => campus.stop());

describe("adding a book", () => {
  test("answers with the whole book and its version, and announces it", async () => {
    const isbn = "0-14-243724-7";
    const { status, headers, body } = await add({ ...MOBY, isbn, year: 1851, language: "eng" });
    expect(status).toBe(201);
    expect(headers.get("location")).toBe(`/api/catalog/books/${body.id}`);
    expect(headers.get("etag")).toBe('"1"');
    expect(body).toEqual({
      ...MOBY,
      id: body.id,
      isbn: "9780142437247",
      stock: null,
      year: 1851,
      language: "en",
      version: 1,
      description: null,
      createdAt: expect.any(String),
      updatedAt: expect.any(String),
    });
    expect(await bus.hear(bookAdded, body.id)).toMatchObject({ ...MOBY, isbn: "9780142437247" });
    expect(await call("GET", `/books/${body.id}`)).toMatchObject({ status: 200, body });
  });

  test("happens once for one idempotency key, also when both requests come at once", async () => {
    const addTwin = () =>
      call("POST", "/books", { ...MOBY, title: "Twins" }, { "idempotency-key": "k" });
    const [one, two] = await Promise.all([addTwin(), addTwin()]);
    expect(one.body.id).toBe(two.body.id);
    expect((await addTwin()).headers.get("idempotency-replayed")).toBe("true");
    const other = await call("POST", "/books", MOBY, { "idempotency-key": "k" });
    expect(other).toMatchObject({ status: 422, body: { code: "IDEMPOTENCY_KEY_REUSED" } });
    expect((await list("q=twins")).items).toHaveLength(1);
  });

  test("gives an ISBN to one book only, until that book is removed", async () => {
    const isbn = "9780262510875";
    const first = await add({ ...MOBY, isbn });
    const [second, third] = await Promise.all([add({ ...MOBY, isbn }), add({ ...MOBY, isbn })]);
    for (const refused of [second, third]) {
      expect(refused).toMatchObject({ status: 409, body: { code: "ISBN_TAKEN", isbn } });
    }
    await call("DELETE", `/books/${first.body.id}`, undefined, { "if-match": '"1"' });
    expect(await add({ ...MOBY, isbn })).toMatchObject({ status: 201 });
  });

  test.each([
    ["a price in floats", { ...MOBY, price: USD(18.5) }, "REQUEST_INVALID"],
    ["a negative price", { ...MOBY, price: USD(-1) }, "REQUEST_INVALID"],
    ["a price beyond the limit", { ...MOBY, price: USD(1_000_000_001) }, "REQUEST_INVALID"],
    ["a price as text", { ...MOBY, price: { amount: "1", currency: "USD" } }, "REQUEST_INVALID"],
    ["a made-up currency", { ...MOBY, price: { amount: 1, currency: "QUA" } }, "BOOK_INVALID"],
    ["a wrong ISBN", { ...MOBY, isbn: "9780142437248" }, "BOOK_INVALID"],
    ["a blank title", { ...MOBY, title: "  " }, "BOOK_INVALID"],
    ["no title", { ...MOBY, title: undefined }, "REQUEST_INVALID"],
    ["no authors", { ...MOBY, authors: [] }, "REQUEST_INVALID"],
    ["authors as text", { ...MOBY, authors: "Herman Melville" }, "REQUEST_INVALID"],
    ["a character no database keeps", { ...MOBY, title: "nul \0" }, "BOOK_INVALID"],
    ["an unknown field", { ...MOBY, stock: 7 }, "REQUEST_INVALID"],
  ])("refuses %s", async (_, body, code) => {
    const before = (await list("limit=100")).items.length;
    const answer = await add(body);
    expect(answer).toMatchObject({ status: 422, body: { code } });
    expect(answer.headers.get("content-type")).toContain("application/problem+json");
    expect((await list("limit=100")).items).toHaveLength(before);
  });

  test("refuses what is no JSON, and bodies beyond the limit", async () => {
    expect(await call("POST", "/books", "{")).toMatchObject({ status: 400 });
    const description = "x".repeat(70_000);
    expect(await add({ ...MOBY, description })).toMatchObject({ status: 413 });
  });
});

describe("two people who edit one book", () => {
  test("do not overwrite each other: the second is told that the book has changed", async () => {
    const { body: book } = await add(MOBY);
    const edits = ["One", "Two"].map((title) =>
      call("PUT", `/books/${book.id}`, { ...MOBY, title }, { "if-match": '"1"' }),
    );
    const answers = (await Promise.all(edits)).sort((one, other) => one.status - other.status);
    expect(answers[0]).toMatchObject({ status: 200, body: { version: 2 } });
    expect(answers[0]?.headers.get("etag")).toBe('"2"');
    expect(answers[1]).toMatchObject({
      status: 412,
      body: { code: "VERSION_MISMATCH", expected: 1, actual: 2 },
    });
    expect(await bus.hear(bookChanged, book.id)).toMatchObject({ version: 2 });
  });

  test("need to say which version they saw, and of a book that is there", async () => {
    const { body: book } = await add(MOBY);
    const change = (id: string, headers: Record<string, string>) =>
      call("PUT", `/books/${id}`, MOBY, headers);
    expect(await change(book.id, {})).toMatchObject({ status: 428 });
    expect(await change(book.id, { "if-match": "1" })).toMatchObject({ status: 400 });
    expect(await change(crypto.randomUUID(), { "if-match": '"1"' })).toMatchObject({
      status: 404,
      body: { code: "BOOK_NOT_FOUND" },
    });
  });

  test("say nothing to the other services about what concerns them not", async () => {
    const { body: book } = await add(MOBY);
    const change = (fields: object, version: number) =>
      call("PUT", `/books/${book.id}`, { ...MOBY, ...fields }, { "if-match": `"${version}"` });
    await change({ description: "A whale." }, 1);
    await change({ description: "A whale.", price: USD(900) }, 2);
    await bus.hear(bookChanged, book.id);
    expect(bus.heard(bookChanged, book.id)).toMatchObject([{ version: 3, price: USD(900) }]);
  });
});

test("a removed book is gone from the list and its page, and that is announced", async () => {
  const { body: book } = await add({ ...MOBY, title: "Vanishing" });
  const path = `/books/${book.id}`;
  const remove = (tag: string) => call("DELETE", path, undefined, { "if-match": tag });
  expect(await remove('"2"')).toMatchObject({ status: 412 });
  expect(await remove('"1"')).toMatchObject({ status: 204 });
  expect(await remove('"2"')).toMatchObject({ status: 404 });
  expect(await call("GET", path)).toMatchObject({ status: 404 });
  expect((await list("q=vanishing")).items).toEqual([]);
  expect(await bus.hear(bookRemoved, book.id)).toEqual({ bookId: book.id, version: 2 });
});

describe("finding books", () => {
  beforeAll(async () => {
    await add({ ...MOBY, title: "Les Misérables", authors: ["Victor Hugo"], price: USD(3) });
    await add({ ...MOBY, title: "Enten – Eller", authors: ["Søren Kierkegaard"], price: USD(1) });
    await add({ ...MOBY, title: "Books 📚🔥" });
    await add({ ...MOBY, title: "Help!!!" });
    await add({ ...MOBY, title: "我穿我自己" });
    await add({ ...MOBY, title: "Emma", authors: ["Jane Austen"], isbn: "9780141439587" });
  });

  test.each([
    ["MISERABLES", "Les Misérables"],
    ["hugo mis", "Les Misérables"],
    ["soren", "Enten – Eller"],
    ["978-0-14-143958-7", "Emma"],
    ["0141439580", "Emma"],
    ["97801414", "Emma"],
    ["🔥", "Books 📚🔥"],
    ["!!!", "Help!!!"],
    ["自己", "我穿我自己"],
  ])("q=%s finds %s", async (q, title) => {
    const { items } = await list(new URLSearchParams({ q }).toString());
    expect(items.map((book) => book.title)).toEqual([title]);
  });

  const FOUND_NOWHERE = ["hugo emma", "iserables", "978014143958999", "???", "🐳", "\0"];
  test.each(FOUND_NOWHERE)("q=%s finds nothing", async (q) => {
    expect((await list(new URLSearchParams({ q }).toString())).items).toEqual([]);
  });

  test.each(["'", "' | '", "!:*", "(", "\\", "\0", "🐳"])("q=%s does no harm", async (q) => {
    const { status } = await call("GET", `/books?${new URLSearchParams({ q })}`);
    expect(status).toBe(200);
  });

  test.each([
    ["sort=rank", "REQUEST_INVALID"],
    ["limit=0", "REQUEST_INVALID"],
    ["limit=101", "REQUEST_INVALID"],
    ["limit=1.5", "REQUEST_INVALID"],
    ["page=2", "REQUEST_INVALID"],
    [`q=${"x".repeat(201)}`, "REQUEST_INVALID"],
    ["cursor=bm9uc2Vuc2U", "CURSOR_INVALID"],
    [`sort=newest&${madeUp(["x"])}`, "CURSOR_INVALID"],
    [`sort=newest&${madeUp(["title of another sort", NOBODY])}`, "CURSOR_INVALID"],
    [`sort=title&${madeUp(["nul \0", NOBODY])}`, "CURSOR_INVALID"],
    [`sort=price&${madeUp(["USD", 1e12, NOBODY])}`, "CURSOR_INVALID"],
  ])("refuses ?%s", async (query, code) => {
    expect(await call("GET", `/books?${query}`)).toMatchObject({ status: 422, body: { code } });
  });
});

describe("paging", () => {
  test.each(["title", "newest", "price"])("by %s shows each book once", async (sort) => {
    const seen = await walk(sort);
    const all = (await list(`limit=100&sort=${sort}`)).items;
    expect(seen.map((book) => book.id)).toEqual(all.map((book) => book.id));
  });

  test("by price goes up, by newest begins with the last, by title knows no case", async () => {
    const prices = (await list("sort=price&limit=100")).items.map((book) => book.price.amount);
    expect(prices).toEqual(prices.toSorted((one, other) => one - other));
    const { body: last } = await add({ ...MOBY, title: "aardvark" });
    expect((await list("sort=newest&limit=1")).items[0]?.id).toBe(last.id);
    expect((await list("sort=title&limit=1")).items[0]?.id).toBe(last.id);
  });

  test.each(["title", "newest", "price"])(
    "by %s neither repeats nor loses a book while others are added",
    async (sort) => {
      const before = (await list(`limit=100&sort=${sort}`)).items.map((book) => book.id);
      const seen = await walk(sort, () => add({ ...MOBY, title: "AAA", price: USD(0) }));
      const old = seen.map((book) => book.id).filter((id) => before.includes(id));
      expect(old).toEqual(before);
    },
  );

  async function walk(sort: string, between: () => Promise<unknown> = async () => {}) {
    const seen: Line[] = [];
    let cursor = "";
    do {
      const page = await list(`sort=${sort}&limit=3${cursor}`);
      seen.push(...page.items);
      cursor = page.next ? `&cursor=${page.next}` : "";
      await between();
    } while (cursor !== "");
    return seen;
  }
});

test("a book shows the newest count of copies that inventory has told", async () => {
  const { body: book } = await add(MOBY);
  const level = { bookId: book.id, available: 7, version: 2 };
  await bus.say(stockLevelChanged, level);
  await bus.say(stockLevelChanged, { ...level, available: 9, version: 1 });
  await bus.idle("catalog");
  const shown = await call("GET", `/books/${book.id}`);
  expect(shown.body.stock).toBe(7);
  expect(shown.body.version).toBe(1);
});

interface Line {
  readonly id: string;
  readonly title: string;
  readonly price: { readonly amount: number };
  readonly stock: number | null;
  readonly version: number;
}

function madeUp(position: unknown): string {
  return `cursor=${Buffer.from(JSON.stringify(position)).toString("base64url")}`;
}

function add(body: object) {
  return call("POST", "/books", body);
}

async function list(query: string): Promise<{ items: Line[]; next: string | null }> {
  return (await call("GET", `/books?${query}`)).body as never;
}

async function call(
  method: string,
  path: string,
  body?: object | string,
  headers: Record<string, string> = {},
) {
  const response = await fetch(`${campus.url("catalog")}/api/catalog${path}`, {
    method,
    headers: { ...(body !== undefined && { "content-type": "application/json" }), ...headers },
    ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const { status } = response;
  return { status, headers: response.headers, body: (text ? JSON.parse(text) : null) as Line };
}
