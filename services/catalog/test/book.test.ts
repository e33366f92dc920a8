import { describe, expect, it as test } from "vitest";
import { announced, type Book, type BookInput, bookContent, isNews } from "../src/domain/book.ts";

const INPUT: BookInput = {
  title: "Moby-Dick",
  authors: ["Herman Melville"],
  price: { amount: 1800, currency: "USD" },
};
const BOOK: Book = { ...bookContent(INPUT), id: "book", version: 1 };

describe("a book that is sent in", () => {
  test("is tidied: white space, ISBN and language get one form", () => {
    const input = {
      ...INPUT,
      title: "  Moby-Dick;\n or, The Whale ",
      authors: [" Herman   Melville"],
      isbn: "0-14-243724-7",
      language: "eng",
      description: " ",
    };
    expect(bookContent(input)).toEqual({
      title: "Moby-Dick; or, The Whale",
      authors: ["Herman Melville"],
      isbn: "9780142437247",
      price: { amount: 1800, currency: "USD" },
      year: null,
      language: "en",
      description: null,
    });
  });

  test.each([
    [{ isbn: "9780142437248" }, "the ISBN 9780142437248 is not valid"],
    [{ isbn: "1234567890123" }, "the ISBN 1234567890123 is not valid"],
    [{ price: { amount: 1, currency: "XYZ" } }, "there is no currency XYZ"],
    [{ language: "klingon!" }, "klingon! is not a language, such as en or pt-BR"],
    [{ title: " \t " }, "the title is blank"],
    [{ authors: [" "] }, "an author is blank"],
    [{ title: "nul \0" }, "the title has characters that are no text"],
    [{ description: "half \ud83d" }, "the description has characters that are no text"],
  ])("is refused with %o", (fields, reason) => {
    expect(() => bookContent({ ...INPUT, ...fields })).toThrow(
      expect.objectContaining({ code: "BOOK_INVALID", details: { reason } }),
    );
  });
});

describe("a change of a book", () => {
  test.each([
    ["another price", { price: { amount: 1, currency: "USD" } }, true],
    ["another title", { title: "The Whale" }, true],
    ["another description", { description: "A whale." }, false],
    ["another year", { year: 1851 }, false],
  ] as const)("%s is news to the other services: %s", (_, fields, news) => {
    expect(isNews(BOOK, { ...BOOK, ...fields, version: 2 })).toBe(news);
  });

  test("is announced with the whole state, and nothing that is the catalogue's own", () => {
    expect(announced({ ...BOOK, version: 2, description: "A whale." })).toEqual({
      bookId: "book",
      title: "Moby-Dick",
      authors: ["Herman Melville"],
      isbn: null,
      price: { amount: 1800, currency: "USD" },
      version: 2,
    });
  });
});
