import { describe, expect, test } from "vitest";
import { brokenContracts, currentSchemas, operations } from "../published.ts";

describe("every operation", () => {
  test("has an address and a name of its own", () => {
    const addresses = operations.map(({ method, path }) => `${method} ${path}`);
    expect(new Set(addresses).size).toBe(operations.length);
    expect(new Set(operations.map(({ name }) => name)).size).toBe(operations.length);
  });

  test.each(operations.map((operation) => [operation.name, operation] as const))(
    "%s keeps its own rules",
    (name, { owner, path, summary }) => {
      expect(name).toMatch(/^[a-z]+\.[a-z]+(-[a-z]+)+$/);
      expect(name.startsWith(`${owner}.`)).toBe(true);
      expect(`${path}/`.startsWith(`/api/${owner}/`)).toBe(true);
      expect(summary).not.toMatch(/\.$/);
    },
  );
});

type Change = (schemas: ReturnType<typeof draft>) => unknown;

/** What is published of the HTTP, to be changed by a test. */
function draft() {
  const current = JSON.parse(JSON.stringify(currentSchemas()));
  const place = current["POST /api/orders request"];
  return {
    current,
    order: place.properties.body,
    headers: place.properties.headers,
    placed: current["POST /api/orders answer"],
    list: current["GET /api/orders request"].properties.query,
    cart: current["GET /api/cart request"],
  };
}

test.each<[string, Change, string[]]>([
  [
    "a request may gain an optional field",
    ({ order }) => {
      order.properties.gift = {};
    },
    [],
  ],
  [
    "a list may gain a filter",
    ({ list }) => {
      list.properties.since = {};
    },
    [],
  ],
  [
    "an answer may gain an optional field",
    ({ placed }) => {
      placed.body.properties.eta = {};
    },
    [],
  ],
  [
    "a field that has to be sent from now on breaks whoever does not",
    ({ order }) => order.required.push("paymentToken"),
    ["POST /api/orders request: data.body.paymentToken would be required"],
  ],
  [
    "so does a filter",
    ({ list }) => list.required.push("email"),
    ["GET /api/orders request: data.query.email would be required"],
  ],
  [
    "so does a header, where there was none",
    ({ cart }) => cart.required.push("headers"),
    ["GET /api/cart request: data.headers would be required"],
  ],
  [
    "a header that is no longer asked for is a change of what is promised",
    ({ headers }) => headers.required.pop(),
    ["POST /api/orders request: data.headers.idempotency-key would no longer be required"],
  ],
  [
    "an answer may not lose a field",
    ({ placed }) => Reflect.deleteProperty(placed.body.properties, "total"),
    ["POST /api/orders answer: data.body.total would be gone"],
  ],
  [
    "nor change its status",
    ({ placed }) => {
      placed.status = 202;
    },
    ["POST /api/orders answer: data: status was 201 and would be 202"],
  ],
  [
    "nor where its outcome is found",
    ({ placed }) => {
      placed.headers.location = "/orders/:id";
    },
    [
      'POST /api/orders answer: data.headers: location was "/api/orders/:id" and would be "/orders/:id"',
    ],
  ],
  [
    "an address that is gone breaks whoever asks there",
    ({ current }) => Reflect.deleteProperty(current, "GET /api/cart answer"),
    ["GET /api/cart answer would be gone"],
  ],
])("%s", (_, change, breaks) => {
  const changed = draft();
  change(changed);
  expect(brokenContracts(currentSchemas(), changed.current)).toEqual(breaks);
});

test("what has a default may be left out", () => {
  expect(draft().list.required).toEqual([]);
});
