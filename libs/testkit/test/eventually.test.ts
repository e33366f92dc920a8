import { eventually, exactDeadlines } from "@quad/testkit";
import { expect, test } from "vitest";

exactDeadlines();

test("returns the first value that is truthy", async () => {
  const values = [0, "", null, "here", "later"];
  const found = await eventually(() => values.shift(), { withinMs: 2_000, what: "a value" });
  expect(found).toBe("here");
  expect(values).toEqual(["later"]);
});

test("returns the first value that satisfies `until`", async () => {
  let count = 3;
  const zero = await eventually(async () => --count, {
    withinMs: 2_000,
    what: "the count is zero",
    until: (value) => value === 0,
  });
  expect(zero).toBe(0);
});

test("a check that throws is tried again", async () => {
  let tries = 0;
  const check = () => {
    tries += 1;
    if (tries < 3) throw new Error("connection refused");
    return tries;
  };
  expect(await eventually(check, { withinMs: 2_000, what: "the port answers" })).toBe(3);
});

test("at the deadline it tells what was awaited and the last value", async () => {
  const late = eventually(() => ({ ready: 4 }), {
    withinMs: 25,
    what: "the queue is empty",
    until: (depth) => depth.ready === 0,
  });
  await expect(late).rejects.toThrow(
    "Not within 25 ms: the queue is empty. Last value: { ready: 4 }",
  );
});

test("at the deadline it keeps the last error as its cause", async () => {
  const refused = new Error("connection refused");
  const late = eventually(() => Promise.reject(refused), { withinMs: 25, what: "it answers" });
  await expect(late).rejects.toMatchObject({
    message: "Not within 25 ms: it answers. Last error: Error: connection refused",
    cause: refused,
  });
});

test("the deadline holds for a check that never comes back", async () => {
  const late = eventually(() => new Promise(() => {}), { withinMs: 25, what: "it answers" });
  await expect(late).rejects.toThrow("The check never came back.");
});
