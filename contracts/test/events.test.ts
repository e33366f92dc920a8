import { readdirSync } from "node:fs";
import { Check } from "typebox/value";
import { describe, expect, test } from "vitest";
import { type EventDefinition, keyOf } from "../index.ts";

const files = readdirSync(new URL("../events", import.meta.url)).map((file) => file.slice(0, -3));
const events = Object.values<unknown>(await import("../index.ts")).filter(isEvent);

describe("every event", () => {
  test("is one file and is exported", () => {
    expect(events.map(({ type }) => type.split(".")[1]).sort()).toEqual([...files].sort());
  });

  test.each(events.map((event) => [event.type, event] as const))(
    "%s keeps its own rules",
    (_, event) => {
      expect(event.type).toMatch(/^[a-z]+\.[a-z]+(-[a-z]+)+$/);
      expect(event.type.startsWith(`${event.owner}.`)).toBe(true);
      expect(event.version).toBeGreaterThanOrEqual(1);
      expect(Check(event.schema, event.example)).toBe(true);
      expect(keyOf(event, event.example)).not.toBe("");
    },
  );
});

function isEvent(value: unknown): value is EventDefinition {
  return typeof value === "object" && value !== null && "owner" in value && "type" in value;
}
