import { describe, expect, test } from "vitest";
import { readIsbn } from "../src/import/isbn-cell.ts";

const ISBN = "9780262033848";

describe("an ISBN as files have it", () => {
  test.each([
    ['="0262033844"', ""],
    ['"=""0262033844"""', ""],
    ["[0262033844]", ""],
    ["262033844", ""],
    ["0-262-03384-4 (pbk.) :", ""],
    ["978‑0‑262‑03384‑8", ""],
    ["ISBN-13: 9780262033848", ""],
    ["", "9780262033848.0"],
    ["XXXXXXXXXX", ISBN],
    ["0262033845", ISBN],
    ["N/A", ISBN],
    ["0262033844", "9.78026203384e+12"],
    ["0262033844, 9780262033848", ""],
  ])("%s beside %s is read", (isbn, isbn13) => {
    expect(readIsbn(isbn, isbn13)).toEqual({ isbn: ISBN });
  });

  test.each(["", '=""', "[]"])("%s is none, and needs no word", (cell) => {
    expect(readIsbn(cell, "")).toEqual({});
  });

  test.each([
    ["N/A", "that is no ISBN"],
    ["0", "that is no ISBN"],
    ["0000000000", "that is no ISBN"],
    ["XXXXXXXXXX", "that is no ISBN"],
    ["B00JCDK5ME", "that is an ASIN, Amazon's own number"],
    ["12345678", "an ISBN has 10 or 13 digits"],
    ["0262033845", "its check digit does not fit"],
    ["812971060", "its check digit does not fit"],
    ["9780262033849", "its check digit does not fit"],
    ["4006381333931", "an ISBN begins with 978 or 979"],
    ["9.78026203384E+12", "a spreadsheet has rounded it"],
    ["9,78026203384E+12", "a spreadsheet has rounded it"],
  ])("%s is left out, for the true reason: %s", (cell, reason) => {
    expect(readIsbn(cell, "")).toEqual({ warning: `${cell}: ${reason}; it is left out` });
  });

  test("that is two is the first, and both are named", () => {
    expect(readIsbn("0262033844", "9780262510875")).toEqual({
      isbn: ISBN,
      warning: "9780262033848 and 9780262510875 are two ISBNs; 9780262033848 is taken",
    });
  });
});
