import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { breakingChanges } from "../compare-schemas.ts";
import { brokenContracts, currentSchemas } from "../published.ts";

test("today's contracts break nothing that was published, and all of them are published", () => {
  const file = new URL("../published.json", import.meta.url);
  const published = JSON.parse(readFileSync(file, "utf8"));
  const current = currentSchemas();
  expect(brokenContracts(published, current), "make a new version beside it").toEqual([]);
  expect(published, "run ./quad contracts --publish").toEqual(current);
});

const order = {
  type: "object",
  required: ["id", "lines"],
  properties: {
    id: { type: "string" },
    lines: {
      type: "array",
      items: { type: "object", required: ["n"], properties: { n: { type: "integer" } } },
    },
    why: { enum: ["a", "b"] },
  },
};
const withField = (name: string, schema: object) => ({
  ...order,
  properties: { ...order.properties, [name]: schema },
});

test.each([
  ["a new optional field", withField("note", { type: "string" }), []],
  ["words about it", { ...order, description: "An order." }, []],
  [
    "a new required field",
    { ...withField("note", { type: "string" }), required: ["id", "lines", "note"] },
    ["data.note would be required"],
  ],
  [
    "a field that is no longer sure to come",
    { ...order, required: ["id"] },
    ["data.lines would no longer be required"],
  ],
  [
    "a field that is gone",
    { ...order, properties: { id: order.properties.id, lines: order.properties.lines } },
    ["data.why would be gone"],
  ],
  [
    "another type",
    withField("id", { type: "integer" }),
    ['data.id: type was "string" and would be "integer"'],
  ],
  [
    "one more value, which old readers do not know",
    withField("why", { enum: ["a", "b", "c"] }),
    ['data.why: enum was ["a","b"] and would be ["a","b","c"]'],
  ],
  [
    "a tighter limit",
    withField("id", { type: "string", maxLength: 9 }),
    ["data.id: maxLength was not there and would be 9"],
  ],
  [
    "something inside a list",
    withField("lines", {
      type: "array",
      items: { type: "object", required: [], properties: { n: { type: "integer" } } },
    }),
    ["data.lines.items.n would no longer be required"],
  ],
])("%s", (_, changed, breaks) => {
  expect(breakingChanges(order, changed)).toEqual(breaks);
});

test("an event or a call that is no longer there breaks whoever hears it", () => {
  expect(brokenContracts({ "orders.order-lost/1": order }, {})).toEqual([
    "orders.order-lost/1 would be gone",
  ]);
});
