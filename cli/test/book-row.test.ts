import { describe, expect, test } from "vitest";
import { mapColumns, readBook, toMinorUnits } from "../src/import/book-row.ts";

const HEADER = ["book_id", "isbn", "isbn13", "authors", "original_publication_year", "title"];
const OPTIONS = {
  line: 2,
  file: "books.csv",
  columns: mapColumns(HEADER, {}),
  price: "15.00",
  currency: "USD",
};
const ROW = {
  book_id: "1",
  isbn: "439023483",
  isbn13: "9.78043902348e+12",
  authors: "Suzanne Collins",
  original_publication_year: "2008.0",
  title: "The Hunger Games (The Hunger Games, #1)",
};

describe("a row of a real file", () => {
  test("gets back the leading zero of its ISBN and becomes a book", () => {
    expect(readBook(ROW, OPTIONS)).toEqual({
      book: {
        line: 2,
        source: "books.csv#1",
        title: "The Hunger Games (The Hunger Games, #1)",
        authors: ["Suzanne Collins"],
        isbn: "9780439023481",
        year: 2008,
        price: { amount: 1500, currency: "USD" },
      },
    });
  });

  test("has no ISBN when all that is left of it is a rounded number", () => {
    const outcome = readBook({ ...ROW, isbn: "" }, OPTIONS);
    expect(outcome).toHaveProperty("book.source");
    expect(outcome).not.toHaveProperty("book.isbn");
  });

  test.each([
    [{ title: " " }, "the title is empty"],
    [{ authors: "" }, "there is no author"],
    [{ isbn: "812971060" }, "the ISBN 812971060 is not valid: its check digit does not fit"],
    [{ original_publication_year: "2008.5" }, "the year 2008.5 is not a whole number"],
  ])("is rejected with its reason: %o", (fields, reason) => {
    expect(readBook({ ...ROW, ...fields }, OPTIONS)).toEqual({ reason });
  });
});

describe("columns", () => {
  test("are what the person says before what is usual", () => {
    expect(mapColumns(["Name", "By", "title"], { title: "Name", authors: "By" })).toEqual({
      title: "Name",
      authors: "By",
    });
  });
});

describe("amounts", () => {
  test.each([
    ["15.00", "USD", 1500],
    ["15", "USD", 1500],
    ["0.5", "USD", 50],
    ["1500", "JPY", 1500],
    ["1.5", "JPY", null],
    ["1.234", "USD", null],
    ["1.234", "KWD", 1234],
    ["-1", "USD", null],
    ["1e3", "USD", null],
    ["12,50", "USD", null],
  ])("%s %s is %s minor units", (text, currency, amount) => {
    expect(toMinorUnits(text, currency)).toBe(amount);
  });
});
