import type { Bus } from "@quad/bus";
import { freshServer } from "@quad/database/testing";
import { eventually, signal } from "@quad/testkit";
import { expect, test } from "vitest";
import { cuttable } from "./cuttable.ts";
import { ask, join, messages, startBus } from "./start-bus.ts";

test("a bus outlives its server: publish refuses, members wait, then all goes on", async () => {
  await using server = await freshServer();
  await using bus = await startBus(server);
  const seen = new Set<string>();
  await join(bus, async ({ id }) => void seen.add(id));

  process.kill(server.pid, "SIGKILL");
  const published = new Set<string>();
  const outcomes: string[] = [];
  const publish = async () => {
    const number = outcomes.length + 1;
    const outcome = await attempt(bus, number);
    if (outcome === "published") published.add(`k-${number}`);
    return outcomes.push(outcome);
  };
  await eventually(publish, {
    ...{ withinMs: 20_000, what: "publishing works again" },
    until: () => outcomes.includes("BUS_UNAVAILABLE") && outcomes.at(-1) === "published",
  });
  await eventually(() => published.isSubsetOf(seen), {
    ...{ withinMs: 20_000, what: "what was published is handled" },
  });
  expect(new Set(outcomes)).toEqual(new Set(["published", "BUS_UNAVAILABLE"]));
});

test("a restart of the server is nobody's death", async () => {
  await using server = await freshServer();
  await using network = await cuttable(server);
  await using slow = await startBus({ url: network.url });
  await using quick = await startBus(server);
  const begun = signal("the slow one has the message");
  const finish = signal("it may finish");
  const flows = signal("the quick one is at work again");
  const ended = signal("the key has come to its end");
  const seen: string[] = [];
  await join(slow, async ({ id }) => {
    seen.push(`slow ${id}`);
    begun.resolve();
    await finish.within(20_000);
    if (id === "slow-2") ended.resolve();
  });
  await slow.publish(messages("slow", [1]));
  await begun.within(5_000);
  await eventually(() => ask(server.url, "select from held_key where claim is not null"), {
    ...{ withinMs: 5_000, what: "the slow one is busy with the key" },
    until: (rows) => rows.length === 1,
  });
  await join(quick, async ({ id, key }) => {
    seen.push(`quick ${id}`);
    if (id === "slow-2") ended.resolve();
    if (key === "k") flows.resolve();
  });
  // A commit that waits for the disk takes along the ones before it that did not.
  await slow.publish(messages("slow", [2]));

  network.cut();
  process.kill(server.pid, "SIGKILL");
  const refused = async () => (await attempt(quick, 1)) === "BUS_UNAVAILABLE";
  await eventually(refused, { withinMs: 10_000, what: "publishing is refused" });
  await eventually(async () => !(await refused()), {
    ...{ withinMs: 20_000, what: "publishing works again" },
  });
  await flows.within(10_000);
  network.restore();
  finish.resolve();
  await ended.within(20_000);

  expect(seen.filter((line) => line.endsWith("slow-1"))).toEqual(["slow slow-1"]);
});

/** "published", or the code of the refusal. */
function attempt(bus: Bus, number: number): Promise<string> {
  return bus.publish(messages("k", [number])).then(
    () => "published",
    ({ code }: { code: string }) => code,
  );
}
