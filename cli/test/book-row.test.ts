import { describe, expect, test } from "vitest";
import { readBook } from "../src/import/book-row.ts";
import { findColumns } from "../src/import/column-map.ts";
import { type ImportOptions, readingOf } from "../src/import/import-options.ts";

function read(fields: Record<string, string>, options: Partial<ImportOptions> = {}) {
  const reading = readingOf(findColumns(Object.keys(fields), {}), { map: {}, ...options });
  return readBook({ line: 2, cells: Object.values(fields) }, reading);
}

const ROW = { title: "Emma", authors: "Jane Austen" };
const USD = (amount: number) => ({ amount, currency: "USD" });

describe("a row of a real file", () => {
  test("gets back the leading zero of its ISBN and becomes a book", () => {
    const fields = {
      book_id: "1",
      isbn: "439023483",
      isbn13: "9.78043902348e+12",
      authors: "Suzanne Collins",
      original_publication_year: "2008.0",
      title: "The Hunger Games",
    };
    expect(read(fields, { supplier: "gardners" })).toEqual({
      book: {
        line: 2,
        source: "gardners#1",
        title: "The Hunger Games",
        authors: ["Suzanne Collins"],
        isbn: "9780439023481",
        year: 2008,
        price: USD(1500),
        assumesPrice: true,
      },
      warnings: [],
      isUndecided: false,
    });
  });

  test("has ids that recognise nothing until somebody says whose they are", () => {
    expect(read({ id: "501", ...ROW })).not.toHaveProperty("book.source");
    expect(read({ id: "501", ...ROW }, { supplier: "s" })).toHaveProperty("book.source", "s#501");
  });

  test.each([
    [{ title: " " }, "the title is empty"],
    [{ authors: "" }, "there is no author"],
    [{ price: "1,299" }, "the price 1,299 may be 1299 or 1.299 USD"],
    [{ price: "£5", currency: "EUR" }, "the price £5 may be in GBP or EUR"],
    [{ price: "5", currency: "QUA" }, "the currency QUA is none, such as USD"],
  ])("is rejected only when it is useless: %o", (fields, reason) => {
    expect(read({ ...ROW, ...fields })).toEqual({ reason });
  });

  test.each([
    [{ isbn: "N/A" }, "N/A: that is no ISBN; it is left out"],
    [{ year: "MCM" }, "the year MCM is not a year, such as 1999; it is left out"],
    [{ language: "xx" }, "xx is not a language, such as en or pt-BR; it is left out"],
  ])("comes in without what cannot be read, and a warning: %o", (fields, warning) => {
    expect(read({ ...ROW, ...fields })).toMatchObject({ warnings: [warning], book: ROW_READ });
  });
  const ROW_READ = { title: "Emma", authors: ["Jane Austen"] };

  test("that was cut off comes in with a warning", () => {
    const reading = readingOf(findColumns(["title", "author", "year"], {}), { map: {} });
    expect(readBook({ line: 2, cells: ["Emma", "Jane Austen"] }, reading)).toMatchObject({
      warnings: ["it has 2 cells only; those that are missing count as empty"],
    });
  });
});

describe("the price of a row", () => {
  test.each([
    [{ price: "12.50" }, {}, { price: USD(1250), assumesCurrency: true }],
    [{ price: "12.50" }, { currency: "USD" }, { price: USD(1250) }],
    [{ price: "$12.50" }, {}, { price: USD(1250) }],
    [{ price: "12,50", currency: "eur" }, {}, { price: { amount: 1250, currency: "EUR" } }],
    [{ price: "" }, {}, { price: USD(1500), assumesPrice: true }],
    [{}, { price: "9.99" }, { price: USD(999), assumesPrice: true }],
    [
      {},
      { currency: "JPY", price: "1500" },
      { price: { amount: 1500, currency: "JPY" }, assumesPrice: true },
    ],
  ])("of %o with %o is %o", (fields, options, said) => {
    const outcome = read({ ...ROW, ...fields }, options);
    expect(outcome).toMatchObject({ book: said });
    for (const flag of ["assumesPrice", "assumesCurrency"] as const) {
      expect("book" in outcome && outcome.book[flag]).toBe(flag in said ? true : undefined);
    }
  });

  test("in another currency than the usual price has to be said", () => {
    expect(() => read(ROW, { currency: "JPY" })).toThrow("--currency JPY without --price");
    expect(read({ ...ROW, price: "" }, { currency: "JPY" })).toEqual({
      reason: "it has no price, and --price does not give one to new books",
    });
  });
});

describe("columns", () => {
  const indexOf = (header: string[], said = {}) =>
    Object.fromEntries(findColumns(header, said).index);

  test("are what the person says before what is usual; those that are not read are named", () => {
    expect(indexOf(["Name", "By", "title"], { title: "name", authors: "By" })).toEqual({
      title: 0,
      authors: 1,
    });
    expect(findColumns(["Title", "Author", "Costs"], {}).unread).toEqual(["Costs"]);
  });

  test("that are mapped and not there, are there twice or not at all, are refused", () => {
    const refusal = (header: string[], said = {}) => {
      try {
        return findColumns(header, said);
      } catch (error) {
        return (error as { code: string }).code;
      }
    };
    expect(refusal(["title", "author"], { price: "Costs" })).toBe("IMPORT_COLUMN_UNKNOWN");
    expect(refusal(["title", "author", "Title"])).toBe("IMPORT_COLUMN_TWICE");
    expect(refusal(["title"])).toBe("IMPORT_COLUMN_MISSING");
    expect(refusal(["title", "author", "tag", "tag"])).toHaveProperty("unread", ["tag", "tag"]);
  });
});

const EXPORTS: readonly (readonly [string, Record<string, string>, object])[] = [
  [
    "Goodreads",
    {
      "Book Id": "2767052",
      Title: "Good Omens",
      Author: "Terry Pratchett",
      "Author l-f": "Pratchett, Terry",
      "Additional Authors": "Neil Gaiman, Jon Doe",
      ISBN: '="0060853980"',
      ISBN13: '="9780060853983"',
      "Year Published": "2006",
      "Original Publication Year": "1990",
      "Exclusive Shelf": "read",
    },
    {
      source: "goodreads#2767052",
      authors: ["Terry Pratchett", "Neil Gaiman", "Jon Doe"],
      isbn: "9780060853983",
      year: 1990,
    },
  ],
  [
    "StoryGraph",
    {
      Title: "Good Omens",
      Authors: "Terry Pratchett, Neil Gaiman",
      Contributors: "",
      "ISBN/UID": "9780060853983",
      "Read Status": "read",
    },
    { authors: ["Terry Pratchett", "Neil Gaiman"], isbn: "9780060853983" },
  ],
  [
    "LibraryThing",
    {
      "Book Id": "55",
      Title: "Good Omens",
      "Primary Author": "Pratchett, Terry",
      "Secondary Author": "Gaiman, Neil|Doe, Jon",
      Date: "c1990",
      Languages: "English",
      ISBN: "[0060853980]",
    },
    {
      source: "librarything#55",
      authors: ["Pratchett, Terry", "Gaiman, Neil", "Doe, Jon"],
      isbn: "9780060853983",
      year: 1990,
      language: "en",
    },
  ],
  [
    "BookWyrm",
    {
      title: "Good Omens",
      author_text: "Terry Pratchett, Neil Gaiman",
      remote_id: "https://bookwyrm.social/book/1",
      isbn_10: "",
      isbn_13: "9780060853983",
    },
    {
      source: "bookwyrm#https://bookwyrm.social/book/1",
      authors: ["Terry Pratchett", "Neil Gaiman"],
      isbn: "9780060853983",
    },
  ],
  [
    "Calibre",
    {
      author_sort: "Pratchett, Terry & Gaiman, Neil",
      authors: "Terry Pratchett & Neil Gaiman",
      id: "7",
      isbn: "9780060853983",
      languages: "eng",
      pubdate: "1990-05-01T00:00:00+00:00",
      title: "Good Omens",
      title_sort: "Good Omens",
      uuid: "a-b",
    },
    {
      source: "calibre#a-b",
      authors: ["Terry Pratchett", "Neil Gaiman"],
      isbn: "9780060853983",
      year: 1990,
      language: "en",
    },
  ],
  [
    "a library",
    {
      Author: "PRATCHETT, Terry",
      Title: "Good Omens /",
      "Publication date": "[1990]",
      Language: "eng",
    },
    { title: "Good Omens", authors: ["PRATCHETT, Terry"], year: 1990, language: "en" },
  ],
];

test.each(EXPORTS)("an export of %s comes in without options", (_, fields, book) => {
  expect(read(fields)).toMatchObject({ book, warnings: [] });
});
