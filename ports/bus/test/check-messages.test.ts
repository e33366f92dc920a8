import { checkMessages } from "@quad/bus";
import { expect, test } from "vitest";

const message = { id: "1", topic: "test.happened", key: "k", headers: { a: "é" } };

test("gives each body as JSON, and the bytes of the whole message", () => {
  const body = { text: "café", list: [1, null, true] };
  const [checked] = checkMessages([{ ...message, body }]);
  expect(checked?.json).toBe(JSON.stringify(body));
  expect(checked?.bytes).toBe(Buffer.byteLength(JSON.stringify({ ...message, body })));
});

test("says where a body stops being JSON", () => {
  const body = { items: [{ price: 1 }, { price: Number.NaN }] };
  expect(() => checkMessages([{ ...message, body }])).toThrow("body.items[1].price is not JSON");
});

test("names the message that is wrong", () => {
  const wrong = { ...message, id: "2", key: "", body: 1 };
  expect(() => checkMessages([{ ...message, body: 1 }, wrong])).toThrow("Message 2 is not valid");
});
