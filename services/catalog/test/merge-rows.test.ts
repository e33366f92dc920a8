import { describe, expect, it as test } from "vitest";
import type { SourcedBook } from "../src/domain/book.ts";
import { mergeRows } from "../src/merge-rows.ts";

const PRICE = { amount: 1000, currency: "USD" };
const ISBN = "9780142437247";
const ROW = { line: 2, source: "f#1", title: "Moby-Dick", authors: ["Melville"], price: PRICE };
const KNOWN: SourcedBook = {
  source: "f#1",
  book: {
    id: "moby",
    title: "Moby-Dick",
    authors: ["Melville"],
    isbn: ISBN,
    price: PRICE,
    year: 1851,
    language: "en",
    description: "A whale.",
    version: 3,
  },
};

function merge(rows: Parameters<typeof mergeRows>[0], known: SourcedBook[] = []) {
  let count = 0;
  return mergeRows(rows, known, () => `new-${++count}`);
}

describe("which book a row is about", () => {
  const { source: _, ...UNNAMED } = ROW;
  const SHELVED: SourcedBook = { ...KNOWN, source: null, book: { ...KNOWN.book, isbn: null } };

  test("is told by title and authors where there is nothing else, and then by its source", () => {
    const row = { ...UNNAMED, title: "MOBY-DICK" };
    expect(merge([row], [SHELVED]).updated).toMatchObject([{ after: { id: "moby" } }]);
    const { created, unchanged, sourced } = merge([ROW], [SHELVED]);
    expect([created, unchanged]).toEqual([[], 1]);
    expect(sourced).toEqual([{ id: "moby", source: "f#1" }]);
  });

  test.each([
    ["another id of the supplier", { ...ROW, source: "f#2" }, { ...SHELVED, source: "f#1" }],
    ["another ISBN", { ...UNNAMED, isbn: "9780262510875" }, { ...KNOWN, source: null }],
    ["another sign in the title", { ...UNNAMED, title: "Moby-Dick++" }, SHELVED],
  ])("is a new one with %s, though title and authors are alike", (_case, row, known) => {
    expect(merge([row], [known])).toMatchObject({ created: [{}], updated: [], unchanged: 0 });
  });

  test("is not guessed where there are several", () => {
    const twin = { ...SHELVED, book: { ...SHELVED.book, id: "twin" } };
    expect(merge([UNNAMED], [SHELVED, twin]).rejected).toEqual([
      { line: 2, reason: "there are 2 books with this title and these authors" },
    ]);
  });

  test.each([
    ["id", { ...ROW, title: "Emma", authors: ["Jane Austen"] }],
    ["ISBN", { ...UNNAMED, isbn: ISBN, title: "Emma", authors: ["Jane Austen"] }],
  ])(
    "is not the one with its %s when title and authors are others: both are shown",
    (_case, row) => {
      const { updated, unchanged, rejected } = merge([row], [KNOWN]);
      expect([updated, unchanged]).toEqual([[], 0]);
      const reason = "it claims to be “Moby-Dick” by Melville, but is “Emma” by Jane Austen";
      expect(rejected).toEqual([{ line: 2, reason }]);
    },
  );

  test.each([
    { title: "Moby-Dick; or, The Whale", authors: ["H. M."] },
    { title: "Der weiße Wal", authors: ["Melville, Herman"] },
  ])("may be told by half its name: %o", (fields) => {
    expect(merge([{ ...ROW, ...fields }], [KNOWN]).updated).toHaveLength(1);
  });
});

describe("the price of a book", () => {
  const YEN = { amount: 3000, currency: "JPY" };

  test("is left alone by rows that have none, and given to new books only", () => {
    const row = { ...ROW, price: YEN, assumesPrice: true };
    expect(merge([row], [KNOWN])).toMatchObject({ updated: [], unchanged: 1 });
    expect(merge([row], []).created).toMatchObject([{ book: { price: YEN } }]);
  });

  test("never changes its currency because a file names none", () => {
    const row = { ...ROW, price: YEN, assumesCurrency: true };
    const reason = "the book is sold in USD, and the row does not say its currency";
    expect(merge([row], [KNOWN]).rejected).toEqual([{ line: 2, reason }]);
    expect(merge([{ ...row, assumesCurrency: false }], [KNOWN]).updated).toHaveLength(1);
  });
});

describe("rows of a file", () => {
  test("make a book where there is none", () => {
    const { created, updated, unchanged, rejected } = merge([ROW]);
    expect(created).toMatchObject([{ source: "f#1", book: { id: "new-1", version: 1 } }]);
    expect([updated, unchanged, rejected]).toEqual([[], 0, []]);
  });

  test("leave a book alone that is as they say; what they do not give stays", () => {
    expect(merge([ROW], [KNOWN])).toMatchObject({ created: [], updated: [], unchanged: 1 });
  });

  test("find their book by ISBN first, whatever its source", () => {
    const row = { ...ROW, source: "g#7", isbn: "0-14-243724-7", title: "The Whale" };
    const { created, updated, sourced } = merge([row], [KNOWN]);
    expect([created, sourced]).toEqual([[], []]);
    expect(updated).toMatchObject([{ after: { id: "moby", title: "The Whale", version: 4 } }]);
  });

  test("find their book by its source where there is no ISBN", () => {
    const { updated } = merge([{ ...ROW, price: { ...PRICE, amount: 900 } }], [KNOWN]);
    expect(updated).toMatchObject([{ after: { id: "moby", isbn: ISBN, price: { amount: 900 } } }]);
  });

  test("that name one book twice count once, and the second is rejected", () => {
    const again = { ...ROW, line: 3, source: "f#2", isbn: ISBN };
    const { created, rejected } = merge([{ ...ROW, isbn: ISBN }, again]);
    expect(created).toHaveLength(1);
    expect(rejected).toEqual([{ line: 3, reason: "it is the same book as line 2" }]);
  });

  test.each([
    [{ title: "" }, "title must not have fewer than 1 characters"],
    [{ title: "  " }, "the title is blank"],
    [{ authors: [] }, "authors must not have fewer than 1 items"],
    [{ isbn: "123" }, "the ISBN 123 is not valid"],
    [{ price: { amount: -1, currency: "USD" } }, "price.amount must be >= 0"],
    [{ price: { amount: 1, currency: "XXY" } }, "there is no currency XXY"],
    [{ source: "f#\0" }, "the source has characters that are no text"],
  ])("are rejected one by one with the reason: %o", (fields, reason) => {
    const good = { ...ROW, line: 9, source: "f#9" };
    const { created, rejected } = merge([{ ...ROW, ...fields }, good]);
    expect(rejected).toEqual([{ line: 2, reason }]);
    expect(created).toHaveLength(1);
  });
});
