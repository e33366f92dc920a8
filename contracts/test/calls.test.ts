import { readdirSync } from "node:fs";
import { Check } from "typebox/value";
import { describe, expect, test } from "vitest";
import type { CallDefinition } from "../index.ts";

const files = readdirSync(new URL("../calls", import.meta.url)).map((file) => file.slice(0, -3));
const calls = Object.values<unknown>(await import("../index.ts")).filter(isCall);

describe("every call", () => {
  test("is one file and is exported", () => {
    expect(calls.map(({ name }) => name.split(".")[1]).sort()).toEqual([...files].sort());
  });

  test.each(calls.map((call) => [call.name, call] as const))(
    "%s keeps its own rules",
    (_, call) => {
      expect(call.name).toMatch(/^[a-z]+\.[a-z]+(-[a-z]+)+$/);
      expect(call.name.startsWith(`${call.owner}.`)).toBe(true);
      expect(call.deadlineMs).toBeGreaterThan(0);
      expect(Check(call.request, call.example.request)).toBe(true);
      expect(Check(call.answer, call.example.answer)).toBe(true);
    },
  );
});

function isCall(value: unknown): value is CallDefinition {
  return typeof value === "object" && value !== null && "deadlineMs" in value;
}
