import type { Clock } from "@quad/clock";
import { signal } from "@quad/testkit";
import { expect, test } from "vitest";
import { type StepOutcome, subscriptionMember } from "../src/index.ts";

const REST_MS = 250;
const PATIENCE_MS = 10_000;

test("rests after a batch that was not full, and not while it catches up", async () => {
  const outcomes: StepOutcome[] = ["full", "full", "moved", "full", "moved", "idle"];
  const story: (StepOutcome | number)[] = [];
  const over = signal("there is nothing left to do");
  const clock: Clock = {
    now: () => new Date(0),
    async sleep(ms, given) {
      story.push(ms);
      if (ms === REST_MS) return;
      over.resolve();
      const { promise, reject } = Promise.withResolvers<void>();
      given?.addEventListener("abort", () => reject(new Error("stopped")), { once: true });
      await promise;
    },
  };
  let news = () => {};
  const member = subscriptionMember({
    join: async () => {},
    async step() {
      const outcome = outcomes.shift() ?? "idle";
      story.push(outcome);
      // What comes meanwhile waits for the end of the rest.
      if (outcome === "moved") news();
      return outcome;
    },
    restMs: REST_MS,
    onNews(listener) {
      news = listener;
      return () => {};
    },
    report: () => {},
    clock,
    random: () => 0,
  });
  await member.start();
  await over.within(PATIENCE_MS);
  await member.stop();
  expect(story.slice(0, 8)).toEqual([
    "full",
    "full",
    "moved",
    REST_MS,
    "full",
    "moved",
    REST_MS,
    "idle",
  ]);
});
