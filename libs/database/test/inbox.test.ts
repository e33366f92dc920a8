import { randomUUID } from "node:crypto";
import { firstTime } from "@quad/database";
import { noLeaks, signal } from "@quad/testkit";
import { expect, test } from "vitest";
import { openBank } from "./bank.ts";

noLeaks();

const WITHIN_MS = 5_000;

test("an event is new once", async () => {
  const { bank } = await openBank();
  const id = randomUUID();
  const hear = () => bank.transaction((tx) => firstTime(tx, id));
  expect([await hear(), await hear(), await hear()]).toEqual([true, false, false]);
  expect(await bank.transaction((tx) => firstTime(tx, randomUUID()))).toBe(true);
});

test("an event whose effect was rolled back is new again", async () => {
  const { bank } = await openBank();
  const id = randomUUID();
  const fails = bank.transaction(async (tx) => {
    await firstTime(tx, id);
    throw new Error("no");
  });
  await expect(fails).rejects.toThrow("no");
  expect(await bank.transaction((tx) => firstTime(tx, id))).toBe(true);
});

test.each([
  { outcome: "commits", later: false },
  { outcome: "rolls back", later: true },
])("a twin at the same time waits; when the first $outcome it hears $later", async (row) => {
  const { bank } = await openBank();
  const id = randomUUID();
  const heard = signal("the first has heard it");
  const ends = signal("the first ends");
  const first = bank
    .transaction(async (tx) => {
      await firstTime(tx, id);
      heard.resolve();
      await ends.within(WITHIN_MS);
    })
    .catch(() => {});
  await heard.within(WITHIN_MS);
  const twin = bank.transaction((tx) => firstTime(tx, id));
  if (row.later) ends.reject(new Error("no"));
  else ends.resolve();
  await first;
  expect(await twin).toBe(row.later);
});
