import fc from "fast-check";
import { describe, expect, it as test } from "vitest";
import { foldedWords, indexWords, prefixQuery, queryWords } from "../src/search-words.ts";

describe("the words of a text", () => {
  test.each([
    ["Les Misérables, l'été", ["les", "miserables", "lete"]],
    ["Søren Kierkegaard; Stanisław Lem", ["soren", "kierkegaard", "stanislaw", "lem"]],
    ["TCP/IP Illustrated, Volume 1", ["tcp", "ip", "illustrated", "volume", "1"]],
    ["Straße", ["strasse"]],
    ["Hatırası İSTANBUL", ["hatirasi", "istanbul"]],
    ["Ærø, Łódź, Þór", ["aero", "lodz", "thor"]],
    ["ΟΔΟΣ", ["οδοσ"]],
    ["كِتَاب", ["كتاب"]],
    ["हिन्दी की किताब", ["हिन्दी", "की", "किताब"]],
    ["がんばれ", ["がんばれ"]],
    ["Преступление и наказание", ["преступление", "и", "наказание"]],
    ["' & | ! :* ()", []],
  ])("of %s are %o", (text, words) => {
    expect(foldedWords(text)).toEqual(words);
  });

  test("hold no quote, backslash, space or half character: no query is broken out of", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const words = [...indexWords(text), ...queryWords(text)];
        expect(words.join("")).not.toMatch(/['\\\s\0]|\p{Cs}/u);
        expect(words).not.toContain("");
      }),
    );
  });

  test.each([
    ["C++", "The C++ Programming Language", "The C Programming Language"],
    ["C#", "C# in Depth", "C++ in Depth"],
    [".NET", "Pro .NET 8", "The Net"],
    ["net", "Pro .NET 8", "Pro C#"],
    ["🔥", "Books 📚🔥", "Books 📚"],
    ["自己", "我穿我自己", "我穿我"],
    ["己", "我穿我自己", "我穿我"],
    ["ภาษา", "เรียนภาษาไทย", "ไทย"],
    ["図書", "図書館2024", "2024"],
    ["カフカ", "海辺のｶﾌｶ", "海辺"],
    ["हिन्दी", "हिन्दी की किताब", "हन्द"],
    ["hatirasi", "Hatırası", "Hat"],
  ])("%s is found in %s, and not in %s", (q, title, other) => {
    const finds = (text: string) =>
      queryWords(q).every((word) => indexWords(text).some((found) => found.startsWith(word)));
    expect([finds(title), finds(other)]).toEqual([true, false]);
  });

  test("stay within what Postgres takes, and lose no half of a character", () => {
    const [word = ""] = indexWords("𝔸".repeat(1000));
    expect(Buffer.byteLength(word)).toBeLessThan(2000);
    expect(indexWords("ﷺ".repeat(1000)).every(({ length }) => length <= 200)).toBe(true);
  });

  test("are the same however the text is written", () => {
    expect(indexWords("E\u0301MILE ZOLA")).toEqual(indexWords("émile zola"));
  });
});

test("a query asks for every word as a beginning, or for nothing", () => {
  expect(prefixQuery(["moby", "d"])).toBe("'moby':* & 'd':*");
  expect(prefixQuery([])).toBeNull();
});
