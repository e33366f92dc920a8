import { defineSettings, describeSettings } from "@quad/config";
import { describe, expect, test } from "vitest";

const settings = defineSettings({
  QUAD_CART_TTL: { kind: "duration", default: "7d", meaning: "How long a cart is kept." },
  QUAD_POSTGRES: { kind: "url", default: "embedded:", secret: true, meaning: "The database." },
  QUAD_SECRET: { kind: "string", default: "", secret: true, meaning: "The master secret." },
});

function shownAs(name: string, text: string): string | undefined {
  return describeSettings(settings, { [name]: text }).find((row) => row.name === name)?.value;
}

test("a row tells name, value as written, source, default and meaning", () => {
  expect(describeSettings(settings, { QUAD_CART_TTL: "2h", QUAD_SECRET: "" })).toEqual([
    {
      name: "QUAD_CART_TTL",
      value: "2h",
      source: "environment",
      default: "7d",
      meaning: "How long a cart is kept.",
    },
    {
      name: "QUAD_POSTGRES",
      value: "embedded:",
      source: "default",
      default: "embedded:",
      meaning: "The database.",
    },
    {
      name: "QUAD_SECRET",
      value: "",
      source: "default",
      default: "",
      meaning: "The master secret.",
    },
  ]);
});

describe("secrets are masked", () => {
  test.each([
    ["QUAD_SECRET", "hunter2", "***"],
    ["QUAD_POSTGRES", "postgres://ann:hunter2@db:5432/quad", "postgres://ann:***@db:5432/quad"],
    [
      "QUAD_POSTGRES",
      "postgres://db/quad?user=a&password=hunter2",
      "postgres://db/quad?user=***&password=***",
    ],
    ["QUAD_POSTGRES", "postgres://db/quad", "postgres://db/quad"],
    ["QUAD_POSTGRES", "hunter2, not a URL", "***"],
  ])("%s=%s", (name, text, shown) => {
    expect(shownAs(name, text)).toBe(shown);
  });
});
