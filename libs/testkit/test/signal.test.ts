import { exactDeadlines, signal } from "@quad/testkit";
import { expect, test } from "vitest";

exactDeadlines();

test("hands the value to everyone who waits, before and after", async () => {
  const done = signal<number>("a number");
  const early = done.within(1_000);
  done.resolve(7);
  expect(await early).toBe(7);
  expect(await done.within(1_000)).toBe(7);
});

test("hands the error on", async () => {
  const done = signal();
  done.reject(new Error("broken"));
  await expect(done.within(1_000)).rejects.toThrow("broken");
});

test("a rejection that nobody awaits does not fail the run", () => {
  signal().reject(new Error("nobody listens"));
});

test("at the deadline it says what did not happen, and where a test waited for it", async () => {
  async function confirmed() {
    await signal("the order is confirmed").within(1);
  }
  const error: unknown = await confirmed().catch((late: unknown) => late);
  expect(error).toMatchObject({ message: "Not within 1 ms: the order is confirmed." });
  expect(error).toHaveProperty("stack", expect.stringContaining("signal.test.ts"));
});
