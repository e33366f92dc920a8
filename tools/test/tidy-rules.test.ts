import { describe, expect, test } from "vitest";
import { rules } from "../tidy/rules.ts";
import { sampleTree } from "../tidy/tree.ts";

describe.each(rules)("$name", ({ name, find, good, bad }) => {
  test("has samples of both kinds", () => {
    expect(good.length, `good samples of ${name}`).toBeGreaterThan(0);
    expect(bad.length, `bad samples of ${name}`).toBeGreaterThan(0);
  });

  test.each(good)("finds nothing in good sample $#", (sample) => {
    expect(find(sampleTree(sample))).toEqual([]);
  });

  test.each(bad)("finds what is wrong in bad sample $#", ({ sample, finds }) => {
    const found = find(sampleTree(sample)).map(({ path, line }) => `${path}:${line}`);
    expect(found).toEqual(finds);
  });
});
