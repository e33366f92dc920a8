import { expect, test } from "vitest";
import { isUndecided, splitAuthors } from "../src/import/split-authors.ts";

test.each([
  ["Tolkien, J.R.R.", ["Tolkien, J.R.R."]],
  ["Vonnegut, Kurt, Jr.", ["Vonnegut, Kurt, Jr."]],
  ["J.K. Rowling/Mary GrandPré", ["J.K. Rowling", "Mary GrandPré"]],
  ["Hodgson, Leonard; Raven, Charles E.", ["Hodgson, Leonard", "Raven, Charles E."]],
  ["J.K. Rowling, Mary GrandPré", ["J.K. Rowling", "Mary GrandPré"]],
  [
    "Harold Abelson, Gerald Sussman, Julie Sussman",
    ["Harold Abelson", "Gerald Sussman", "Julie Sussman"],
  ],
  ["García Márquez, Gabriel José", ["García Márquez, Gabriel José"]],
  ["Smith, John, Doe, Jane", ["Smith, John, Doe, Jane"]],
  ["AC/DC", ["AC/DC"]],
  ["  Jane   Austen ;", ["Jane Austen"]],
  [" ; ", []],
])("%s is %o", (text, authors) => {
  expect(splitAuthors(text)).toEqual(authors);
});

test("an option says otherwise", () => {
  expect(splitAuthors("Ann Lee, Bo Li", ",")).toEqual(["Ann Lee", "Bo Li"]);
  expect(splitAuthors("Lee, Ann & Li, Bo", "&")).toEqual(["Lee, Ann", "Li, Bo"]);
});

test("what cannot be told is known to be so", () => {
  expect(isUndecided(splitAuthors("Ann Lee, Bo Li"))).toBe(true);
  expect(isUndecided(splitAuthors("Tolkien, J.R.R."))).toBe(false);
});
