import { defineSettings, mergeSettings, readSettings, type SettingsOf } from "@quad/config";
import { describe, expect, expectTypeOf, test } from "vitest";

const meaning = "For the test.";

test("every kind gives its own type", () => {
  const settings = defineSettings({
    A_PORT: { kind: "port", default: 8080, meaning },
    AN_INTEGER: { kind: "integer", default: 3, min: 0, max: 9, meaning },
    A_BOOLEAN: { kind: "boolean", default: true, meaning },
    A_DURATION: { kind: "duration", default: "7d", meaning },
    A_CHOICE: { kind: "oneOf", options: ["red", "green"], default: "red", meaning },
    A_URL: { kind: "url", default: "memory:", meaning },
    A_PATH: { kind: "path", default: ".quad", meaning },
    A_STRING: { kind: "string", default: "", meaning },
  });
  const values = readSettings(settings, {});
  expectTypeOf(values).toEqualTypeOf<{
    readonly A_PORT: number;
    readonly AN_INTEGER: number;
    readonly A_BOOLEAN: boolean;
    readonly A_DURATION: number;
    readonly A_CHOICE: "red" | "green";
    readonly A_URL: string;
    readonly A_PATH: string;
    readonly A_STRING: string;
  }>();
  expect(values).toEqual({
    A_PORT: 8080,
    AN_INTEGER: 3,
    A_BOOLEAN: true,
    A_DURATION: 604_800_000,
    A_CHOICE: "red",
    A_URL: "memory:",
    A_PATH: ".quad",
    A_STRING: "",
  });
});

describe("a declaration that breaks its own rules is refused at once", () => {
  test.each([
    ["a port", { kind: "port", default: 70_000, meaning }, "is too large"],
    ["an integer", { kind: "integer", default: 1, min: 2, meaning }, "is too small"],
    ["a duration", { kind: "duration", default: "a week", meaning }, "is not a duration"],
    ["a choice", { kind: "oneOf", options: ["a"], default: "b", meaning }, "is not a choice"],
    ["a URL", { kind: "url", schemes: ["a"], default: "b:", meaning }, "has the unknown scheme b:"],
    ["a string", { kind: "string", pattern: "^a", default: "b", meaning }, "has the wrong form"],
  ] as const)("the default of %s", (_, definition, fault) => {
    const define = () => defineSettings({ QUAD_X: definition });
    expect(define).toThrow(new TypeError(`The default of QUAD_X ${fault}.`));
  });

  test("a name that no environment spells so", () => {
    const define = () => defineSettings({ quadPort: { kind: "port", default: 1, meaning } });
    expect(define).toThrow(new TypeError("Not a setting's name: quadPort"));
  });
});

describe("merging", () => {
  const one = defineSettings({ QUAD_ONE: { kind: "port", default: 1, meaning } });
  const two = defineSettings({ QUAD_TWO: { kind: "path", default: ".", meaning } });

  test("keeps both and their types", () => {
    const both = mergeSettings(one, two);
    expectTypeOf<SettingsOf<typeof both>>().toEqualTypeOf<{
      readonly QUAD_ONE: number;
      readonly QUAD_TWO: string;
    }>();
    expect(readSettings(both, { QUAD_TWO: "/srv" })).toEqual({ QUAD_ONE: 1, QUAD_TWO: "/srv" });
  });

  test("a name in both is a mistake", () => {
    expect(() => mergeSettings(one, one)).toThrow(
      new TypeError("Setting declared twice: QUAD_ONE"),
    );
  });
});
