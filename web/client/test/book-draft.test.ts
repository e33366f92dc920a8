import { describe, expect, test } from "vitest";
import { type BookDraft, checkDraft, draftOf } from "../src/apps/shop/edit-book/book-draft.ts";
import { sampleBooks } from "./sample-books.ts";

const draft: BookDraft = {
  title: "Moby-Dick; or, The Whale",
  authors: "Herman Melville",
  isbn: "",
  price: "18.00",
  currency: "USD",
  year: "1851",
  language: "en",
  description: "",
};

test("a book comes back from its draft as it was", () => {
  for (const book of sampleBooks()) {
    const { title, authors, isbn, price, year, language, description } = book;
    expect(checkDraft(draftOf(book))).toEqual({
      isRight: true,
      content: { title, authors, isbn, price, year, language, description },
    });
  }
});

test("spaces around are dropped, and what is left empty is not known", () => {
  const checked = checkDraft({
    ...draft,
    title: " Ulysses ",
    authors: "\n James Joyce \n\n",
    currency: " usd",
    year: " ",
    language: "",
  });

  expect(checked).toMatchObject({
    isRight: true,
    content: {
      title: "Ulysses",
      authors: ["James Joyce"],
      price: { amount: 1800, currency: "USD" },
      year: null,
      isbn: null,
      language: null,
      description: null,
    },
  });
});

describe("a draft is wrong", () => {
  test.each([
    ["title", " "],
    ["authors", "\n \n"],
    ["currency", "dollars"],
    ["currency", ""],
    ["price", "cheap"],
    ["price", "18.005"],
    ["year", "1851.5"],
    ["year", "MDCCCLI"],
  ] as const)("when its %s is %j, and says so there only", (field, text) => {
    const checked = checkDraft({ ...draft, [field]: text });

    expect(checked).toMatchObject({ isRight: false, errors: { [field]: expect.any(String) } });
    expect(checked.isRight ? [] : Object.keys(checked.errors)).toEqual([field]);
  });
});
