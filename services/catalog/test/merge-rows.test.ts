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
    const { created, updated } = merge([row], [KNOWN]);
    expect(created).toEqual([]);
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
