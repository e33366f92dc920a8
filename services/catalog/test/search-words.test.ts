import fc from "fast-check";
import { describe, expect, it as test } from "vitest";
import { prefixQuery, wordsOf } from "../src/search-words.ts";

describe("the words of a text", () => {
  test.each([
    ["Les Misérables, l'été", ["les", "miserables", "lete"]],
    ["Søren Kierkegaard; Stanisław Lem", ["soren", "kierkegaard", "stanislaw", "lem"]],
    ["TCP/IP Illustrated, Volume 1", ["tcp", "ip", "illustrated", "volume", "1"]],
    ["Straße", ["strasse"]],
    ["Преступление и наказание", ["преступление", "и", "наказание"]],
    ["' & | ! :* ()", []],
  ])("of %s are %o", (text, words) => {
    expect(wordsOf(text)).toEqual(words);
  });

  test("hold letters and digits only, so a query cannot be broken out of", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(wordsOf(text).join("")).toMatch(/^[\p{L}\p{N}]*$/u);
      }),
    );
  });

  test("are the same however the text is written", () => {
    expect(wordsOf("E\u0301MILE ZOLA")).toEqual(wordsOf("émile zola"));
  });
});

test("a query asks for every word as a beginning, or for nothing", () => {
  expect(prefixQuery(["moby", "d"])).toBe("'moby':* & 'd':*");
  expect(prefixQuery([])).toBeNull();
});
