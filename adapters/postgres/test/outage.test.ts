import type { Bus } from "@quad/bus";
import { freshServer } from "@quad/database/testing";
import { eventually, signal } from "@quad/testkit";
import { expect, test } from "vitest";
import { ask, join, messages, startBus } from "./start-bus.ts";

test("a bus outlives its server: publish refuses, members wait, then all goes on", async () => {
  await using server = await freshServer();
  await using bus = await startBus(server);
  const seen = new Set<string>();
  let begins = 0;
  const begun = signal("a handler is at work");
  const finish = signal("it may finish");
  await join(bus, async ({ id }) => {
    if (id === "slow-1") {
      begins++;
      begun.resolve();
      await finish.within(20_000);
    }
    seen.add(id);
  });
  await bus.publish(messages("slow", [1, 2]));
  await begun.within(5_000);
  await eventually(() => ask(server.url, "select from held_key where claim is not null"), {
    ...{ withinMs: 5_000, what: "the member is busy with the key" },
    until: (rows) => rows.length === 1,
  });
  // A commit that waits for the disk takes along the ones before it that did not.
  await bus.publish(messages("k", [0]));

  process.kill(server.pid, "SIGKILL");
  const published = new Set(["slow-1", "slow-2", "k-0"]);
  const outcomes: string[] = [];
  const publish = async () => {
    const id = outcomes.length + 1;
    const outcome = await attempt(bus, id);
    if (outcome === "published") published.add(`k-${id}`);
    return outcomes.push(outcome);
  };
  await eventually(publish, {
    ...{ withinMs: 20_000, what: "publishing works again" },
    until: () => outcomes.includes("BUS_UNAVAILABLE") && outcomes.at(-1) === "published",
  });
  finish.resolve();
  await eventually(() => published.isSubsetOf(seen), {
    ...{ withinMs: 20_000, what: "what was published is handled" },
  });
  expect(begins, "a restart is nobody's death").toBe(1);
  expect(new Set(outcomes)).toEqual(new Set(["published", "BUS_UNAVAILABLE"]));
});

/** "published", or the code of the refusal. */
function attempt(bus: Bus, number: number): Promise<string> {
  return bus.publish(messages("k", [number])).then(
    () => "published",
    ({ code }: { code: string }) => code,
  );
}
