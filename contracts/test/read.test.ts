import { describe, expect, test } from "vitest";
import { readLanguage } from "../read/language.ts";
import { nameKey } from "../read/name-key.ts";
import { readPrice } from "../read/price.ts";
import { readYear } from "../read/year.ts";

describe("a year", () => {
  test.each([
    ["1999", 1999],
    ["2008.0", 2008],
    ["c1999", 1999],
    ["©2001", 2001],
    ["[1878?]", 1878],
    ["1999-05-01", 1999],
    ["1999-05", 1999],
    ["05/01/1999", 1999],
    ["May 1999", 1999],
    ["1879 [i.e. 1878]", 1878],
    ["-458", -458],
    ["458 BC", -458],
    ["0", null],
    ["", null],
    ["n.d.", null],
  ])("%s is read as %s", (text, value) => {
    expect(readYear(text)).toEqual({ value });
  });

  test.each([
    ["1879 [1878]", 1879, "1878"],
    ["1999, c1998", 1999, "1998"],
  ])("%s is the printed one, and the other is named", (text, value, other) => {
    expect(readYear(text)).toMatchObject({ value, note: expect.stringContaining(other) });
  });

  test.each([
    ["1998-1999", "the year 1998-1999 may be 1998 or 1999"],
    ["1998-99", "the year 1998-99 may be 1998 or 1999"],
    ["199-", "the year 199- is not a year, such as 1999"],
    ["2008.5", "the year 2008.5 is not a year, such as 1999"],
    ["12345", "the year 12345 is not a year, such as 1999"],
  ])("%s is not read", (text, reason) => {
    expect(readYear(text)).toEqual({ reason });
  });
});

describe("a language", () => {
  test.each([
    ["en", "en"],
    ["eng", "en"],
    ["ger", "de"],
    ["en_US", "en-US"],
    ["English", "en"],
    ["Français", "fr"],
    ["francais", "fr"],
    ["Englisch", "en"],
    ["日本語", "ja"],
    ["grc", "grc"],
    ["", null],
    ["und", null],
  ])("%s is %s", (text, value) => {
    expect(readLanguage(text)).toEqual({ value });
  });

  test.each([
    ["eng; fre", "the language eng; fre may be en or fr"],
    ["klingon!", "klingon! is not a language, such as en or pt-BR"],
    ["xx", "xx is not a language, such as en or pt-BR"],
  ])("%s is not read", (text, reason) => {
    expect(readLanguage(text)).toEqual({ reason });
  });
});

describe("a price", () => {
  test.each([
    ["15", "USD", 1500, "USD"],
    ["12,50", "EUR", 1250, "EUR"],
    ["12,5", "EUR", 1250, "EUR"],
    ["£51.77", "USD", 5177, "GBP"],
    ["9.99 EUR", "USD", 999, "EUR"],
    ["1,299.00", "USD", 129_900, "USD"],
    ["1.299,00 €", "USD", 129_900, "EUR"],
    ["1'299.00", "CHF", 129_900, "CHF"],
    ["12.-", "CHF", 1200, "CHF"],
    ["1,234,567", "USD", 123_456_700, "USD"],
    ["1,299", "JPY", 1299, "JPY"],
    ["￥1500", "JPY", 1500, "JPY"],
    ["$12", "CAD", 1200, "CAD"],
    ["0.500", "USD", 50, "USD"],
  ])("%s, among prices in %s, is %i %s", (text, assumed, amount, currency) => {
    expect(readPrice(text, assumed)).toMatchObject({ value: { amount, currency } });
  });

  test.each([
    ["1,299", "USD", "the price 1,299 may be 1299 or 1.299 USD"],
    ["1.234", "KWD", "the price 1.234 may be 1234 or 1.234 KWD"],
    ["99 kr", "USD", "the price 99 kr may be in SEK or NOK or DKK or ISK"],
    ["12 XYZ", "USD", "the price 12 XYZ is in XYZ, which is no currency, such as USD"],
    ["1.5", "JPY", "the price 1.5 is not an amount in JPY"],
    ["-1", "USD", "the price -1 is not an amount"],
    ["1e3", "USD", "the price 1e3 is not an amount"],
    ["free", "USD", "the price free is not an amount"],
  ])("%s, among prices in %s, is not read", (text, assumed, reason) => {
    expect(readPrice(text, assumed)).toEqual({ reason });
  });

  test("may be missing", () => {
    expect(readPrice(" ", "USD")).toEqual({ value: null });
    expect(readPrice("N/A", "USD")).toEqual({ value: null });
  });
});

test("names are the same whichever way round they are written", () => {
  expect(nameKey("The Hobbit", ["Tolkien, J.R.R."])).toBe(
    nameKey("the  hobbit", ["J.R.R. Tolkien"]),
  );
  expect(nameKey("C", ["A"])).not.toBe(nameKey("C++", ["A"]));
});
