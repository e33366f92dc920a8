import { bystander, startCampus, type TestCampus } from "@quad/chassis/testing";
import {
  bookAdded,
  bookChanged,
  bookRemoved,
  orderCreated,
  stockLevelChanged,
} from "@quad/contracts";
import { eventually } from "@quad/testkit";
import { afterAll, beforeAll, describe, expect, it as test } from "vitest";
import { cart } from "../src/service.ts";

const USD = (amount: number) => ({ amount, currency: "USD" });
const EUR = (amount: number) => ({ amount, currency: "EUR" });

interface Shop {
  readonly campus: TestCampus;
  readonly bus: Awaited<ReturnType<typeof bystander>>;
}
let shop: Shop;
let bus: Shop["bus"];

beforeAll(async () => {
  const campus = await startCampus({ services: [cart] });
  bus = await bystander(campus, [bookAdded]);
  shop = { campus, bus };
});
afterAll(() => shop.campus.stop());

describe("a cart", () => {
  test("is empty for somebody who has put nothing in, and costs no cookie", async () => {
    const { status, body, cookie } = await guest().get();
    expect(status).toBe(200);
    const none = { id: null, items: [], total: null, count: 0, expiresAt: null };
    expect(body).toEqual({ ...none, obstacles: [] });
    expect(cookie).toBeNull();
  });

  test("begins with the first book, in a cookie that scripts cannot read", async () => {
    const [someone, bookId] = [guest(), await newBook(USD(1800))];
    const { status, body, cookie } = await someone.put(bookId, 2);
    expect(status).toBe(200);
    expect(cookie).toMatch(/^quad_cart=.+; HttpOnly; SameSite=Lax$/);
    expect(cookie).toMatch(/; Max-Age=691200; Path=\/;/);
    expect(body).toMatchObject({
      id: expect.any(String),
      items: [{ bookId, title: "A book", quantity: 2, price: USD(1800), lineTotal: USD(3600) }],
      total: USD(3600),
      count: 2,
    });
    expect((await someone.get()).body).toEqual(body);
    expect((await guest().get()).body.items).toEqual([]);
  });

  test("sets a quantity, takes a book out, and prolongs its life with each change", async () => {
    const [someone, bookId] = [guest(), await newBook()];
    const first = await someone.put(bookId, 2);
    const second = await someone.put(bookId, 5);
    expect(second.body).toMatchObject({ id: first.body.id, count: 5 });
    expect(at(second) >= at(first)).toBe(true);
    const third = await someone.remove(bookId);
    expect(third.body).toMatchObject({ id: first.body.id, items: [], total: null });
    expect(at(third) >= at(second)).toBe(true);
    expect(at(await someone.get())).toBe(at(third));
  });

  test("counts what two tabs put in at once", async () => {
    const someone = guest();
    await someone.put(await newBook(), 1);
    const books = await Promise.all(Array.from({ length: 10 }, () => newBook()));
    await Promise.all(books.map((bookId) => someone.put(bookId, 1)));
    expect((await someone.get()).body.count).toBe(11);
  });

  test("holds fifty books, and not one more when two come at once", async () => {
    const someone = guest();
    const books = await Promise.all(Array.from({ length: 51 }, () => newBook()));
    for (const bookId of books.slice(0, 49)) await someone.put(bookId, 1);
    const last = await Promise.all(books.slice(49).map((bookId) => someone.put(bookId, 1)));
    expect(last.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect((await someone.put(books[0] ?? "", 9)).status).toBe(200);
  });

  test("is forgotten on demand", async () => {
    const [someone, bookId] = [guest(), await newBook()];
    await someone.put(bookId, 1);
    const { status, cookie } = await someone.forget();
    expect(status).toBe(204);
    expect(cookie).toMatch(/^quad_cart=;.*(Max-Age=0|Expires=Thu, 01 Jan 1970)/);
    expect((await someone.get()).body.items).toEqual([]);
  });
});

describe("a cart refuses", () => {
  test.each([
    ["no copies", { quantity: 0 }],
    ["a hundred copies", { quantity: 100 }],
    ["a negative quantity", { quantity: -1 }],
    ["half a copy", { quantity: 0.5 }],
    ["a quantity as text", { quantity: "1" }],
    ["an unknown field", { quantity: 1, price: 0 }],
  ])("%s", async (_, body) => {
    const answer = await guest().call("PUT", `/items/${await newBook()}`, body);
    expect(answer).toMatchObject({ status: 422, body: { code: "REQUEST_INVALID" } });
    expect(answer.cookie).toBeNull();
  });

  test("a book that is not for sale, or not any more", async () => {
    const unknown = { status: 404, body: { code: "CART_BOOK_NOT_FOUND" } };
    expect(await guest().put(crypto.randomUUID(), 1)).toMatchObject(unknown);
    const bookId = await newBook();
    await bus.say(bookRemoved, { bookId, version: 2 });
    await eventually(async () => (await guest().put(bookId, 1)).status === 404, {
      withinMs: 5_000,
      what: "the removal to be heard",
    });
  });

  test.each([
    ["made up", () => "0190f0c0-0000-7000-8000-000000000000.c2lnbmF0dXJl"],
    ["of another cart, under this signature", (value: string) => value.replace(/^./, "f")],
    ["cut short", (value: string) => value.slice(0, -6)],
    ["empty", () => ""],
  ])("a cookie that is %s, and can be forgotten", async (_, forge) => {
    const someone = guest();
    await someone.put(await newBook(), 1);
    const forger = guest(shop, forge(someone.value()));
    const refused = { status: 400, body: { code: "CART_COOKIE_INVALID" } };
    expect(await forger.get()).toMatchObject(refused);
    expect(await forger.put(await newBook(), 1)).toMatchObject(refused);
    expect(await forger.forget()).toMatchObject({ status: 204 });
    expect(await forger.get()).toMatchObject({ status: 200, body: { id: null } });
    expect((await someone.get()).body.count).toBe(1);
  });
});

describe("a cart that cannot be ordered says why", () => {
  test("as long as it is so", async () => {
    const [someone, dollars, euros] = [guest(), await newBook(), await newBook(EUR(700))];
    expect((await someone.put(dollars, 2)).body.obstacles).toEqual([]);
    expect((await someone.put(euros, 1)).body).toMatchObject({
      total: null,
      obstacles: ["several_currencies"],
    });
    expect((await someone.remove(euros)).body.obstacles).toEqual([]);
    await bus.say(stockLevelChanged, { bookId: dollars, available: 1, version: 1 });
    await bus.idle("cart");
    expect((await someone.get()).body.obstacles).toEqual(["too_few_copies"]);
    expect((await someone.put(dollars, 1)).body.obstacles).toEqual([]);
    await bus.say(bookRemoved, { bookId: dollars, version: 2 });
    await bus.idle("cart");
    expect((await someone.get()).body).toMatchObject({
      items: [{ removed: true }],
      obstacles: ["book_removed"],
    });
  });

  test("when it comes to more than an order may", async () => {
    const [someone, bookId] = [guest(), await newBook(USD(99_000_000))];
    expect((await someone.put(bookId, 1)).body.obstacles).toEqual([]);
    expect((await someone.put(bookId, 2)).body.obstacles).toEqual(["too_dear"]);
  });
});

describe("what a cart hears", () => {
  test("is the newest price, title and count of copies", async () => {
    const [someone, bookId] = [guest(), await newBook(USD(100))];
    await someone.put(bookId, 1);
    const book = { ...bookAdded.example, bookId, authors: ["A"], isbn: null };
    await bus.say(bookChanged, { ...book, title: "Newest", price: USD(300), version: 3 });
    await bus.say(bookChanged, { ...book, title: "Late", price: USD(200), version: 2 });
    await bus.say(stockLevelChanged, { bookId, available: 4, version: 2 });
    await bus.say(stockLevelChanged, { bookId, available: 9, version: 1 });
    await bus.idle("cart");
    const { body } = await someone.get();
    expect(body.items[0]?.available).toBe(4);
    expect(body).toMatchObject({ items: [{ title: "Newest" }], total: USD(300) });
  });

  test("is the order: what was ordered leaves the cart, what came in since stays", async () => {
    const [someone, ordered, since] = [guest(), await newBook(), await newBook()];
    const { body } = await someone.put(ordered, 2);
    await someone.put(since, 1);
    const line = { bookId: ordered, title: "A book", quantity: 2, unitPrice: USD(1) };
    const order = { ...orderCreated.example, orderId: crypto.randomUUID(), items: [line] };
    await bus.say(orderCreated, { ...order, cartId: body.id });
    const left = await eventually(() => someone.get(), {
      withinMs: 5_000,
      what: "the order to be heard",
      until: (answer) => answer.body.count === 1,
    });
    expect(left.body.items).toMatchObject([{ bookId: since }]);
    // Under its id a cart is ordered once: what stayed can be ordered under another.
    expect(left.body.id).not.toBe(body.id);
    expect((await someone.put(since, 2)).body.id).toBe(left.body.id);
  });
});

test("an expired cart says so until it is forgotten, and then one can start anew", async () => {
  const environment = { QUAD_CART_TTL: "1ms" };
  await using campus = await startCampus({ services: [cart], environment });
  const short = { campus, bus: await bystander(campus, [bookAdded]) };
  const [someone, bookId] = [guest(short), await newBook(USD(1), short)];
  await someone.put(bookId, 1);
  const expired = { status: 410, body: { code: "CART_EXPIRED" } };
  await eventually(async () => (await someone.get()).status === 410, {
    withinMs: 5_000,
    what: "the cart to expire",
  });
  expect(await someone.put(bookId, 1)).toMatchObject(expired);
  expect(await someone.remove(bookId)).toMatchObject(expired);
  expect(await someone.forget()).toMatchObject({ status: 204 });
  expect(await someone.put(bookId, 1)).toMatchObject({ status: 200, body: { count: 1 } });
});

interface View {
  readonly id: string;
  readonly items: readonly { readonly bookId: string; readonly available: number | null }[];
  readonly count: number;
  readonly obstacles: readonly string[];
  readonly expiresAt: string;
}

/** A browser: keeps the cookie that it is given. */
function guest({ campus } = shop, cookie: string | null = null) {
  let kept = cookie;

  async function call(method: string, path = "", body?: object) {
    const response = await fetch(`${campus.url("cart")}/api/cart${path}`, {
      method,
      headers: {
        ...(kept !== null && { cookie: `quad_cart=${encodeURIComponent(kept)}` }),
        ...(body && { "content-type": "application/json" }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const given = response.headers.get("set-cookie");
    if (given) kept = decodeURIComponent(/^quad_cart=([^;]*)/.exec(given)?.[1] ?? "") || null;
    const text = await response.text();
    const { status } = response;
    return { status, cookie: given, body: (text ? JSON.parse(text) : null) as View };
  }

  return {
    call,
    value: () => kept ?? "",
    get: () => call("GET"),
    put: (bookId: string, quantity: number) => call("PUT", `/items/${bookId}`, { quantity }),
    remove: (bookId: string) => call("DELETE", `/items/${bookId}`),
    forget: () => call("DELETE"),
  };
}

async function newBook(price = USD(1), on = shop): Promise<string> {
  const bookId = crypto.randomUUID();
  await on.bus.say(bookAdded, { ...bookAdded.example, bookId, title: "A book", price });
  await eventually(async () => (await guest(on).put(bookId, 1)).status === 200, {
    withinMs: 5_000,
    what: "the book to be heard of",
  });
  return bookId;
}

function at({ body }: { body: View }): string {
  return body.expiresAt;
}
