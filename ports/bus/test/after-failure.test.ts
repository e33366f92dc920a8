import { afterFailure, RETRY_DEFAULT, retryDelayMs, unavailablePauseMs } from "@quad/bus";
import { QuadError } from "@quad/errors";
import { describe, expect, test } from "vitest";

const LOWEST = () => 0;
const HIGHEST = () => 1 - Number.EPSILON;
const sick = new TypeError("No such seat.");

describe("after a failure", () => {
  test("an unavailable neighbour brings a pause, whatever the attempt", () => {
    const away = new QuadError("DATABASE_UNAVAILABLE", "unavailable", "It does not answer.");
    expect(afterFailure(away, 99, RETRY_DEFAULT, LOWEST)).toEqual({ verdict: "pause" });
  });

  test("every attempt but the last brings a retry", () => {
    const retry = { attemptsMax: 3, delayMs: 100, delayMsMax: 1_000 };
    const error = "TypeError: No such seat.";
    expect(afterFailure(sick, 1, retry, LOWEST)).toEqual({ verdict: "retry", delayMs: 50, error });
    expect(afterFailure(sick, 2, retry, LOWEST)).toEqual({ verdict: "retry", delayMs: 100, error });
    expect(afterFailure(sick, 3, retry, LOWEST)).toEqual({ verdict: "dead-letter", error });
  });

  test("what is invalid is given up at once", () => {
    const invalid = new QuadError("SEAT_UNKNOWN", "invalid", "No such seat.");
    const error = "QuadError SEAT_UNKNOWN: No such seat.";
    expect(afterFailure(invalid, 1, RETRY_DEFAULT, LOWEST)).toEqual({
      verdict: "dead-letter",
      error,
    });
  });

  test("more attempts than there should be bring no more of them", () => {
    const retry = { ...RETRY_DEFAULT, attemptsMax: 1 };
    expect(afterFailure(sick, 2, retry, LOWEST)).toMatchObject({ verdict: "dead-letter" });
  });
});

describe("the delay", () => {
  const retry = { delayMs: 100, delayMsMax: 500 };
  const delays = (random: () => number) =>
    [1, 2, 3, 4, 1_000].map((attempt) => retryDelayMs(retry, attempt, random));

  test("doubles up to the cap, and is at least half of that", () => {
    expect(delays(LOWEST)).toEqual([50, 100, 200, 250, 250]);
  });

  test("and at most all of it", () => {
    expect(delays(HIGHEST).map(Math.round)).toEqual([100, 200, 400, 500, 500]);
  });

  test("of a neighbour's pause goes from a fifth of a second to five", () => {
    expect(Math.round(unavailablePauseMs(1, HIGHEST))).toBe(200);
    expect(Math.round(unavailablePauseMs(20, HIGHEST))).toBe(5_000);
  });
});
