import { freshServer } from "@quad/database/testing";
import { eventually, signal } from "@quad/testkit";
import { expect, test } from "vitest";
import { join, messages, startBus, upTo } from "./start-bus.ts";

test("a bus outlives its server: publish refuses, members wait, then all goes on", async () => {
  await using server = await freshServer();
  const before = performance.now();
  await using bus = await startBus(server);
  const seen = new Set<string>();
  const begun = signal("a handler is at work");
  const finish = signal("it may finish");
  await join(bus, async ({ id }) => {
    if (id === "slow-1") {
      begun.resolve();
      await finish.within(20_000);
    }
    seen.add(id);
  });
  await bus.publish(messages("slow", [1, 2]));
  await begun.within(5_000);

  process.kill(server.pid, "SIGKILL");
  await expect(bus.publish(messages("k", [1]))).rejects.toMatchObject({ code: "BUS_UNAVAILABLE" });
  finish.resolve();
  await eventually(() => bus.publish(messages("k", upTo(10))).then(() => true), {
    ...{ withinMs: 20_000, what: "publishing works again" },
  });
  await eventually(() => seen.size, {
    ...{ withinMs: 20_000, what: "everything is handled" },
    until: (size) => size === 12,
  });
  expect(performance.now() - before).toBeLessThan(25_000);
});
