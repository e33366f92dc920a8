import { defineList } from "@quad/contracts";
import { byId, encodeCursor, listsOf } from "@quad/http";
import { Type } from "typebox";
import { expect, expectTypeOf, test } from "vitest";
import { serve } from "./serve.ts";

const idOf = (n: number) => `0198b2a4-7d3c-7000-8000-00000000000${n}`;
const ROWS = [1, 2, 3, 4, 5].map((n) => ({ id: idOf(n), kind: n % 2 ? "odd" : "even", secret: n }));

/** A list of rows in memory, and what it was asked for. */
async function listing() {
  const counts: number[] = [];
  const numbers = defineList({
    ...{ owner: "shop", who: "anyone", name: "shop.list-numbers", path: "/it", summary: "Numbers" },
    filter: { kind: Type.Optional(Type.Enum(["odd", "even"])) },
    item: Type.Object({ id: Type.String() }),
  });
  const row = listsOf<unknown>()(numbers, {
    ...byId,
    rows: async ({ query, after = "", count }) => {
      expectTypeOf(query).toEqualTypeOf<{
        limit: number;
        cursor?: string;
        kind?: "odd" | "even";
      }>();
      counts.push(count);
      const all = ROWS.filter(({ id, kind }) => id > after && kind === (query.kind ?? kind));
      return all.slice(0, count);
    },
    view: ({ id }) => ({ id }),
  });
  return { ...(await serve({ routes: [row] })), counts };
}

test("pages follow each other until none is left, and nothing but the view is shown", async () => {
  const { ask, counts } = await listing();
  const first = (await ask("/it?limit=2")).body;
  expect(first.items).toEqual([{ id: idOf(1) }, { id: idOf(2) }]);
  const second = (await ask(`/it?limit=2&cursor=${first.next}`)).body;
  expect(second.items).toEqual([{ id: idOf(3) }, { id: idOf(4) }]);
  const third = (await ask(`/it?limit=2&cursor=${second.next}`)).body;
  expect(third).toEqual({ items: [{ id: idOf(5) }], next: null });
  expect(counts).toEqual([3, 3, 3]);
});

test("filters reach the rows, a limit is given where none is asked for", async () => {
  const { ask, counts } = await listing();
  expect((await ask("/it?kind=even")).body).toEqual({
    items: [{ id: idOf(2) }, { id: idOf(4) }],
    next: null,
  });
  expect(counts).toEqual([21]);
});

test.each(["x", encodeCursor("no id"), encodeCursor({ id: idOf(1) })])(
  "the cursor %s is refused before a row is read",
  async (cursor) => {
    const { ask, counts } = await listing();
    expect((await ask(`/it?cursor=${cursor}`)).body).toMatchObject({ code: "CURSOR_INVALID" });
    expect(counts).toEqual([]);
  },
);

test.each(["limit=0", "limit=101", "kind=prime", "page=2"])("%s is refused", async (query) => {
  const { ask } = await listing();
  expect((await ask(`/it?${query}`)).body).toMatchObject({ code: "REQUEST_INVALID" });
});
