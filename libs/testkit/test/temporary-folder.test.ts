import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "@quad/testkit";
import { describe, expect, test } from "vitest";

describe("in a test", () => {
  let earlier = "";

  test("is new and empty", () => {
    earlier = temporaryFolder();
    expect(readdirSync(earlier)).toEqual([]);
    expect(temporaryFolder()).not.toBe(earlier);
    writeFileSync(join(earlier, "file"), "content");
  });

  test("is gone after the test, with what it held", () => {
    expect(existsSync(earlier)).toBe(false);
  });
});

describe("in a describe", () => {
  let shared = "";

  describe("shared by tests", () => {
    shared = temporaryFolder();
    test("is there for the first", () => expect(existsSync(shared)).toBe(true));
    test("is there for the last", () => expect(existsSync(shared)).toBe(true));
  });

  test("is gone after the last of them", () => expect(existsSync(shared)).toBe(false));
});
