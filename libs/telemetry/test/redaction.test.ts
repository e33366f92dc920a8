import { createLogger } from "@quad/telemetry";
import fc from "fast-check";
import { expect, test } from "vitest";

const SECRET = "hunter2";

function logged(fields: Record<string, unknown>, bound: Record<string, unknown> = {}): string {
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  const log = createLogger({ service: "test", level: "info", format: "json", destination });
  log.child(bound).info(fields, "message");
  return lines.join("");
}

test.each([
  "authorization",
  "Authorization",
  "proxy-authorization",
  "cookie",
  "set-cookie",
  "cookies",
  "password",
  "secret",
  "masterSecret",
  "token",
  "paymentToken",
  "access_token",
])("%s is masked at any depth, in objects, lists and bound fields", (name) => {
  const shapes = [
    { [name]: SECRET },
    { [name]: { nested: SECRET } },
    { request: { headers: { [name]: [SECRET] } } },
    { list: [{ a: { b: { [name]: SECRET } } }] },
  ];
  for (const shape of shapes) {
    expect(logged(shape)).not.toContain(SECRET);
    expect(logged({}, shape)).not.toContain(SECRET);
    expect(logged(shape)).toContain("***");
  }
});

test("masking changes neither the caller's object nor any other field", () => {
  const fields = { password: SECRET, user: "ann", tokens: 3, secretary: "bob", at: new Date(0) };
  const record = JSON.parse(logged(fields));
  expect(record).toMatchObject({ user: "ann", secretary: "bob", at: "1970-01-01T00:00:00.000Z" });
  expect(fields.password).toBe(SECRET);
});

test("a cycle is cut, and a secret too deep for the mask is not written", () => {
  const cycle: Record<string, unknown> = { name: "cycle" };
  cycle.self = cycle;
  expect(logged(cycle)).toContain("[too deep]");
  const deep = Array.from({ length: 20 }).reduce<object>((inner) => ({ inner }), {
    password: SECRET,
  });
  expect(logged({ deep })).not.toContain(SECRET);
});

test("whatever is logged is one line of JSON", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (fields) => {
      const line = logged(fields);
      expect(line.indexOf("\n")).toBe(line.length - 1);
      JSON.parse(line);
    }),
  );
});
