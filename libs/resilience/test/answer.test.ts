import { expect, test } from "vitest";
import { answerOf } from "../src/answer.ts";

test("what rejects once the signal has aborted ran out of time, whatever it says", async () => {
  const attempt = new AbortController();
  const terminated = new TypeError("terminated");
  const work = async () => {
    attempt.abort();
    throw terminated;
  };
  await expect(answerOf(work, attempt.signal, 1_000)).rejects.toMatchObject({
    code: "RESILIENCE_TIMEOUT",
    cause: terminated,
  });
});
