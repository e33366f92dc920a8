import { Page } from "@quad/contracts";
import { isQuadError } from "@quad/errors";
import { decodeCursor, encodeCursor, fingerprint, pageOf, routesOf } from "@quad/http";
import fc from "fast-check";
import { Type } from "typebox";
import { Value } from "typebox/value";
import { describe, expect, test } from "vitest";
import { serve } from "./serve.ts";

const put = { method: "PUT", path: "/it", summary: "Put it", who: "anyone" } as const;
const route = routesOf<unknown>();

describe("Idempotency-Key", () => {
  const Seen = Type.Object({ key: Type.Union([Type.String(), Type.Null()]) });
  const required = route(
    {
      ...put,
      idempotencyKey: "required",
      answer: Seen,
    },
    async ({ idempotencyKey: key }) => ({ key }),
  );
  const optional = route(
    {
      ...put,
      idempotencyKey: "optional",
      answer: Seen,
    },
    async ({ idempotencyKey: key = null }) => ({ key }),
  );
  const withKey = (key?: string) => ({
    method: "PUT",
    headers: key === undefined ? {} : { "idempotency-key": key },
  });

  test.each(["k", "a b!~", "x".repeat(200)])("%s reaches the handler", async (key) => {
    const { ask } = await serve({ routes: [required] });
    expect(await ask("/it", withKey(key))).toMatchObject({ status: 200, body: { key } });
  });

  test.each(["", "x".repeat(201), "clé", "a\tb"])("%j is refused", async (key) => {
    for (const row of [required, optional]) {
      const { ask } = await serve({ routes: [row] });
      const { status, body } = await ask("/it", withKey(key));
      expect([status, body.code]).toEqual([400, "IDEMPOTENCY_KEY_INVALID"]);
    }
  });

  test("none is refused where it is required", async () => {
    const { ask } = await serve({ routes: [required] });
    const { status, body } = await ask("/it", withKey());
    expect([status, body.code]).toEqual([400, "IDEMPOTENCY_KEY_MISSING"]);
  });

  test("none is fine where it is optional", async () => {
    const { ask } = await serve({ routes: [optional] });
    expect((await ask("/it", withKey())).body).toEqual({ key: null });
  });
});

describe("If-Match", () => {
  const change = route(
    {
      ...put,
      ifMatch: "required",
      answer: Type.Object({ version: Type.Integer() }),
      versioned: true,
    },
    async ({ ifMatch }) => ({ version: ifMatch + 1 }),
  );
  const ask = async (headers: Record<string, string>) =>
    (await serve({ routes: [change] })).ask("/it", { method: "PUT", headers });

  test("the ETag of one answer is the If-Match of the next change", async () => {
    const first = await ask({ "if-match": '"7"' });
    expect(first.body).toEqual({ version: 8 });
    const second = await ask({ "if-match": first.headers.get("etag") ?? "" });
    expect(second.body).toEqual({ version: 9 });
  });

  test("none is 428", async () => {
    const { status, body } = await ask({});
    expect([status, body.code]).toEqual([428, "IF_MATCH_MISSING"]);
  });

  test.each(["7", "*", 'W/"7"', '"7", "8"', '"x"', '""', '"-1"', '"1.5"'])(
    "%s is refused",
    async (tag) => {
      const { status, body } = await ask({ "if-match": tag });
      expect([status, body.code]).toEqual([400, "IF_MATCH_INVALID"]);
    },
  );
});

describe("cursors", () => {
  const Position = Type.Object({ at: Type.String(), id: Type.Integer() });

  test("any position comes back as it was", () => {
    fc.assert(
      fc.property(fc.string(), fc.integer(), (at, id) => {
        const cursor = encodeCursor({ at, id });
        expect(cursor).toMatch(/^[\w-]+$/);
        expect(decodeCursor(Position, cursor)).toEqual({ at, id });
      }),
    );
  });

  test("none is none", () => {
    expect(decodeCursor(Position, undefined)).toBeUndefined();
  });

  test.each(["", "x", "***", encodeCursor({ at: 1, id: 1 }), encodeCursor(null)])(
    "%j is refused",
    (cursor) => {
      expect(() => decodeCursor(Position, cursor)).toThrow(
        expect.objectContaining({ code: "CURSOR_INVALID" }),
      );
    },
  );

  test("whatever is sent as a cursor, a list refuses it or reads it", () => {
    fc.assert(
      fc.property(fc.string(), (cursor) => {
        expect(["read", "CURSOR_INVALID"]).toContain(outcomeOf(cursor));
      }),
    );
  });

  function outcomeOf(cursor: string): unknown {
    try {
      return Value.Check(Position, decodeCursor(Position, cursor)) && "read";
    } catch (error) {
      return isQuadError(error) && error.code;
    }
  }

  test("pages follow each other until none is left", () => {
    const rows = [1, 2, 3, 4, 5];
    const read = (after: number, limit: number) =>
      pageOf(rows.filter((row) => row > after).slice(0, limit + 1), limit, (last) => last);
    const first = read(0, 2);
    expect(first.items).toEqual([1, 2]);
    const second = read(decodeCursor(Type.Integer(), first.next ?? undefined) ?? 0, 3);
    expect(second).toEqual({ items: [3, 4, 5], next: null });
    expect(read(5, 2)).toEqual({ items: [], next: null });
    expect(Value.Check(Page(Type.Integer()), first)).toBe(true);
  });
});

describe("fingerprints", () => {
  test("do not depend on the order of fields, however deep", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(fingerprint(reversed(value))).toBe(fingerprint(value));
      }),
    );
  });

  test("differ where anything differs", () => {
    const values = [{ a: 1 }, { a: "1" }, { b: 1 }, { a: [1, 2] }, { a: [2, 1] }, {}, [], null, ""];
    expect(new Set(values.map(fingerprint)).size).toBe(values.length);
    expect(fingerprint({ a: 1, b: { c: 2, d: 3 } })).toMatch(/^[0-9a-f]{64}$/);
  });
});

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, part]) => [key, reversed(part)]);
  return Object.fromEntries(entries.toReversed());
}
