import { defineErrors, isQuadError } from "@quad/errors";
import {
  BREAKER_DEFAULT,
  BULKHEAD_DEFAULT,
  type Policy,
  type PolicyOptions,
  policy,
  RETRY_DEFAULT,
} from "@quad/resilience";
import { signal } from "@quad/testkit";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

const TIMEOUT_MS = 1_000;

const errors = defineErrors({
  TEST_AWAY: ["unavailable", "The neighbour is away."],
  TEST_SILENT: ["timeout", "The neighbour did not say."],
  TEST_UNKNOWN_BOOK: ["not-found", "There is no such book."],
});

const away = () => Promise.reject(errors.TEST_AWAY());
const unknownBook = () => Promise.reject(errors.TEST_UNKNOWN_BOOK());
const never = () => new Promise<never>(() => {});
const book = async () => "a book";

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  const timersLeft = vi.getTimerCount();
  vi.useRealTimers();
  expect(timersLeft).toBe(0);
});

/** A policy with a short way to call it: the answer, or the code of the error. */
function caller(options: Omit<PolicyOptions, "timeoutMs">) {
  const neighbour = policy({ timeoutMs: TIMEOUT_MS, ...options });
  return { neighbour, call: (work: () => Promise<string>) => call(neighbour, work) };
}

/** Time passes as fast as the call needs it to. */
async function call(neighbour: Policy, work: () => Promise<string>): Promise<string> {
  const ended = neighbour.run(work).catch((error: unknown) => {
    if (isQuadError(error)) return error.code;
    throw error;
  });
  await vi.runAllTimersAsync();
  return ended;
}

describe("timeout", () => {
  test("work in time answers", async () => {
    expect(await caller({}).call(book)).toBe("a book");
  });

  test("work that takes too long is told so by its signal, and the call ends", async () => {
    const { neighbour } = caller({});
    const aborted = signal("the work is told");
    const run = neighbour.run((attempt) => {
      attempt.addEventListener("abort", () => aborted.resolve());
      return never();
    });
    const failed = expect(run).rejects.toMatchObject({
      code: "RESILIENCE_TIMEOUT",
      kind: "timeout",
      message: "There was no answer within 1000 ms.",
    });
    await vi.advanceTimersByTimeAsync(TIMEOUT_MS - 1);
    expect(vi.getTimerCount()).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    await failed;
    await aborted.within(0);
  });

  test("work that gives up when it is told so ran out of time all the same", async () => {
    const { neighbour } = caller({ breaker: { failuresConsecutive: 1 } });
    const run = neighbour.run(
      (attempt) =>
        new Promise((_, reject) => {
          attempt.addEventListener("abort", () => reject(attempt.reason));
        }),
    );
    const failed = expect(run).rejects.toMatchObject({ code: "RESILIENCE_TIMEOUT" });
    await vi.advanceTimersByTimeAsync(TIMEOUT_MS);
    await failed;
    expect(neighbour.state).toBe("open");
  });

  test("the signal outlives an answer: a body is read after its headers", async () => {
    const attempt = await caller({}).neighbour.run(async (given) => given);
    await vi.advanceTimersByTimeAsync(2 * TIMEOUT_MS);
    expect(attempt.aborted).toBe(false);
  });
});

describe("retry", () => {
  test.each([
    ["unavailable", errors.TEST_AWAY()],
    ["timeout", errors.TEST_SILENT()],
  ])("an error of kind %s is tried again, until one answers", async (_, error) => {
    const work = vi.fn(book).mockRejectedValueOnce(error).mockRejectedValueOnce(error);
    expect(await caller({ retry: {} }).call(work)).toBe("a book");
    expect(work).toHaveBeenCalledTimes(3);
  });

  test("an attempt that runs out of time is tried again, with all its time", async () => {
    const work = vi.fn(book).mockImplementationOnce(never);
    expect(await caller({ retry: {} }).call(work)).toBe("a book");
  });

  test.each([
    ["of another kind", errors.TEST_UNKNOWN_BOOK()],
    ["that is no QuadError", new TypeError("a defect")],
  ])("an error %s is an answer", async (_, error) => {
    const work = vi.fn(() => Promise.reject(error));
    await expect(caller({ retry: {} }).neighbour.run(work)).rejects.toBe(error);
    expect(work).toHaveBeenCalledTimes(1);
  });

  test("the last error is the one that is thrown", async () => {
    const work = vi.fn(away);
    expect(await caller({ retry: { attemptsMax: 4 } }).call(work)).toBe("TEST_AWAY");
    expect(work).toHaveBeenCalledTimes(4);
  });

  test("without it there is one attempt", async () => {
    const work = vi.fn(away);
    expect(await caller({}).call(work)).toBe("TEST_AWAY");
    expect(work).toHaveBeenCalledTimes(1);
  });

  test.each([
    ["least", 0, [50, 100, 200, 200]],
    ["greatest", 1 - Number.EPSILON, [99, 199, 399, 399]],
  ])("the %s delays double up to the cap", async (_, random, delays) => {
    vi.spyOn(Math, "random").mockReturnValue(random);
    const at: number[] = [];
    const work = () => {
      at.push(Date.now());
      return away();
    };
    await caller({ retry: { attemptsMax: 5, delayMs: 100, delayMsMax: 400 } }).call(work);
    vi.mocked(Math.random).mockRestore();
    expect(at.slice(1).map((time, index) => time - (at[index] ?? 0))).toEqual(delays);
  });
});

describe("breaker", () => {
  const breaker = { failuresConsecutive: 3, openMs: 5_000 };

  async function opened() {
    const it = caller({ breaker });
    for (let failure = 0; failure < breaker.failuresConsecutive; failure++) await it.call(away);
    return it;
  }

  test("opens after so many failures in a row, and then refuses at once", async () => {
    const { neighbour } = await opened();
    expect(neighbour.state).toBe("open");
    const work = vi.fn(book);
    await expect(neighbour.run(work)).rejects.toMatchObject({
      code: "RESILIENCE_OPEN",
      kind: "unavailable",
      message: "3 calls in a row have failed; the next is tried 5000 ms after the last.",
      cause: { code: "TEST_AWAY" },
    });
    expect(work).not.toHaveBeenCalled();
  });

  test("an attempt that runs out of time is a failure", async () => {
    const { neighbour, call: attempt } = caller({ breaker: { failuresConsecutive: 1 } });
    expect(await attempt(never)).toBe("RESILIENCE_TIMEOUT");
    expect(neighbour.state).toBe("open");
  });

  test.each([
    ["a value", book],
    ["an error that is an answer", unknownBook],
  ])("%s between failures begins the count anew", async (_, answer) => {
    const { neighbour, call: attempt } = caller({ breaker });
    for (const work of [away, away, answer, away, away]) await attempt(work);
    expect(neighbour.state).toBe("closed");
    await attempt(away);
    expect(neighbour.state).toBe("open");
  });

  test("after its time one attempt sees whether the neighbour is back: yes", async () => {
    const { neighbour, call: attempt } = await opened();
    await vi.advanceTimersByTimeAsync(breaker.openMs);
    expect(await attempt(book)).toBe("a book");
    expect(neighbour.state).toBe("closed");
  });

  test("after its time one attempt sees whether the neighbour is back: no", async () => {
    const { neighbour, call: attempt } = await opened();
    await vi.advanceTimersByTimeAsync(breaker.openMs);
    expect(await attempt(away)).toBe("TEST_AWAY");
    expect(neighbour.state).toBe("open");
    expect(await attempt(book)).toBe("RESILIENCE_OPEN");
  });

  test("while one attempt looks, others wait for what it finds", async () => {
    const { neighbour } = await opened();
    await vi.advanceTimersByTimeAsync(breaker.openMs);
    const { promise, resolve } = Promise.withResolvers<string>();
    const first = neighbour.run(() => promise);
    const work = vi.fn(book);
    const second = neighbour.run(work);
    await vi.advanceTimersByTimeAsync(1);
    expect(neighbour.state).toBe("half-open");
    expect(work).not.toHaveBeenCalled();
    resolve("it is back");
    expect(await Promise.all([first, second])).toEqual(["it is back", "a book"]);
  });

  test("a call that finds it open is not retried", async () => {
    const { call: attempt } = caller({
      breaker: { failuresConsecutive: 2 },
      retry: { attemptsMax: 10 },
    });
    const work = vi.fn(away);
    expect(await attempt(work)).toBe("RESILIENCE_OPEN");
    expect(work).toHaveBeenCalledTimes(2);
  });
});

describe("bulkhead", () => {
  const bulkhead = { concurrencyMax: 2, queueMax: 1 };

  test("so many at once, so many waiting, the rest refused at once", async () => {
    const { neighbour } = caller({ bulkhead });
    const { promise, resolve } = Promise.withResolvers<string>();
    const work = vi.fn(() => promise);
    const calls = [neighbour.run(work), neighbour.run(work), neighbour.run(work)];
    expect(work).toHaveBeenCalledTimes(2);
    await expect(neighbour.run(work)).rejects.toMatchObject({
      code: "RESILIENCE_FULL",
      kind: "limited",
      message: "2 calls are under way and 1 wait already; try again later.",
    });
    resolve("done");
    expect(await Promise.all(calls)).toEqual(["done", "done", "done"]);
    expect(work).toHaveBeenCalledTimes(3);
  });

  test("a refusal is no failure of the neighbour", async () => {
    const { neighbour } = caller({
      bulkhead: { concurrencyMax: 1, queueMax: 0 },
      breaker: { failuresConsecutive: 1 },
    });
    const { promise, resolve } = Promise.withResolvers<string>();
    const first = neighbour.run(() => promise);
    await expect(neighbour.run(book)).rejects.toMatchObject({ code: "RESILIENCE_FULL" });
    expect(neighbour.state).toBe("closed");
    resolve("done");
    await first;
  });

  test("a call keeps its place while it waits for its next attempt", async () => {
    const { neighbour } = caller({ bulkhead: { concurrencyMax: 1, queueMax: 0 }, retry: {} });
    const first = neighbour.run(vi.fn(book).mockRejectedValueOnce(errors.TEST_AWAY()));
    await vi.advanceTimersByTimeAsync(1);
    await expect(neighbour.run(book)).rejects.toMatchObject({ code: "RESILIENCE_FULL" });
    await vi.runAllTimersAsync();
    expect(await first).toBe("a book");
  });

  test("waiting for a place does not use up the time of the attempt", async () => {
    const { neighbour } = caller({ bulkhead: { concurrencyMax: 1 } });
    const slow = neighbour.run(() => never());
    const failed = expect(slow).rejects.toMatchObject({ code: "RESILIENCE_TIMEOUT" });
    const next = neighbour.run(book);
    await vi.advanceTimersByTimeAsync(TIMEOUT_MS);
    await failed;
    expect(await next).toBe("a book");
  });
});

describe("defaults", () => {
  test("are taken one by one", async () => {
    const work = vi.fn(away);
    await caller({ retry: { delayMs: 1 } }).call(work);
    expect(work).toHaveBeenCalledTimes(RETRY_DEFAULT.attemptsMax);
  });

  test("an empty row takes them all", async () => {
    const { neighbour, call: attempt } = caller({ breaker: {}, bulkhead: {} });
    for (let count = 1; count < BREAKER_DEFAULT.failuresConsecutive; count++) await attempt(away);
    expect(neighbour.state).toBe("closed");
    await attempt(away);
    expect(neighbour.state).toBe("open");
    expect(BULKHEAD_DEFAULT.concurrencyMax).toBeGreaterThan(0);
  });
});
