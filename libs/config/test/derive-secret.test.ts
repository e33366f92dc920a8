import { deriveSecret } from "@quad/config";
import { expect, test } from "vitest";

test("is the same for the same master and purpose, and 64 hexadecimal digits", () => {
  const secret = deriveSecret("master", "cart cookie");
  expect(secret).toMatch(/^[0-9a-f]{64}$/);
  expect(deriveSecret("master", "cart cookie")).toBe(secret);
});

test("differs by master and by purpose", () => {
  const secrets = ["one", "two"].flatMap((master) =>
    ["cart", "orders"].map((purpose) => deriveSecret(master, purpose)),
  );
  expect(new Set(secrets).size).toBe(4);
});

test("never changes: databases have passwords made of it", () => {
  // By the two HMACs of RFC 5869, computed with another implementation.
  expect(deriveSecret("master", "orders/database")).toBe(
    "fad398759dbc6f5edb82239d0012bc87c92795b51bc89cdb913f97ae22fb287c",
  );
});

test("an empty master would be everybody's master", () => {
  expect(() => deriveSecret("", "cart")).toThrow(TypeError);
});
