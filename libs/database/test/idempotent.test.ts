import { idempotent } from "@quad/database";
import { isQuadError } from "@quad/errors";
import { noLeaks } from "@quad/testkit";
import { expect, test } from "vitest";
import { type Bank, openBank } from "./bank.ts";

noLeaks();

const request = { scope: "open-account", key: "k1", fingerprint: "f1" };

/** Opens an account and counts how often that was really done. */
function opener(bank: Bank) {
  const open = Object.assign(
    (asked = request) =>
      bank.transaction((tx) =>
        idempotent(tx, asked, async () => {
          open.runs++;
          const id = `a${open.runs}`;
          await tx.sql.insertInto("account").values({ id, balance: 0 }).execute();
          return { status: 201, body: { id } };
        }),
      ),
    { runs: 0 },
  );
  return open;
}

test("a repeated request gets the first answer, and nothing is done again", async () => {
  const { bank } = await openBank();
  const open = opener(bank);
  expect(await open()).toEqual({ status: 201, body: { id: "a1" }, replayed: false });
  expect(await open()).toEqual({ status: 201, body: { id: "a1" }, replayed: true });
  expect(open.runs).toBe(1);
});

test("ten at the same time are one", async () => {
  const { bank } = await openBank();
  const open = opener(bank);
  const answers = await Promise.all(Array.from({ length: 10 }, () => open()));
  expect(open.runs).toBe(1);
  expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
  expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
});

test("keys of different scopes are different keys", async () => {
  const { bank } = await openBank();
  const open = opener(bank);
  await open();
  expect(await open({ ...request, scope: "close-account" })).toMatchObject({ replayed: false });
});

test("another request under a used key is refused, and changes nothing", async () => {
  const { bank } = await openBank();
  const open = opener(bank);
  await open();
  const error = await open({ ...request, fingerprint: "f2" }).catch((thrown: unknown) => thrown);
  expect(isQuadError(error, "IDEMPOTENCY_KEY_REUSED")).toBe(true);
  expect(open.runs).toBe(1);
});

test("work that throws leaves the key unused", async () => {
  const { bank } = await openBank();
  const fails = bank.transaction((tx) =>
    idempotent(tx, request, async () => {
      throw new Error("no");
    }),
  );
  await expect(fails).rejects.toThrow("no");
  expect(await opener(bank)()).toMatchObject({ status: 201, replayed: false });
});

test.each([null, "text", 5, [1, "two"], { a: { b: null } }])(
  "replays the body %j",
  async (body) => {
    const { bank } = await openBank();
    const ask = () =>
      bank.transaction((tx) => idempotent(tx, request, async () => ({ status: 200, body })));
    await ask();
    expect(await ask()).toEqual({ status: 200, body, replayed: true });
  },
);
