import { once } from "node:events";
import { freePort } from "@quad/free-port";
import { describe, expect, test } from "vitest";
import { runQuad } from "../src/run-quad.ts";
import { type RunningCampus, runningCampus } from "../src/running-campus.ts";
import { shop } from "../src/shop.ts";

const STOP_WITHIN_MS = 5_000;
/** What a command takes that reads the settings and prints them, on a machine that has time. */
const COMMAND_MS = 1_000;

/** On a busy machine the five seconds are as many times longer as any command is. */
async function stopsInTime({ process }: RunningCampus): Promise<void> {
  const askedAt = performance.now();
  process.kill("SIGINT");
  await once(process, "exit");
  const stoppedAt = performance.now();
  await runQuad(["config"], {});
  const slowness = Math.max(1, (performance.now() - stoppedAt) / COMMAND_MS);
  expect((stoppedAt - askedAt) / slowness).toBeLessThan(STOP_WITHIN_MS);
  expect(process.exitCode).toBe(0);
}

test("with one process a service, each shows its metrics, and all stop in time", async () => {
  await using campus = await runningCampus({}, ["--isolate"]);
  const { out } = await runQuad(["status"], campus.settings);
  const metrics = new Set(out.match(/http:\S+\/metrics/g));
  expect(metrics.size).toBe(7);
  for (const url of metrics) expect((await fetch(url)).status).toBe(200);
  // Also the very first time, when each has compiled its code.
  await stopsInTime(campus);
});

describe("the campus of one process", () => {
  test("stops within five seconds under load, loses nothing, and has its data again", async () => {
    await using first = await runningCampus();
    const { settings } = first;
    const firstShop = shop(first.url);
    const [bookId = ""] = await firstShop.anyBooks(1);
    const orders = await Promise.all(
      Array.from({ length: 8 }, () => firstShop.placeOrder([{ bookId, quantity: 1 }])),
    );
    await stopsInTime(first);

    await using second = await runningCampus(settings);
    const { settled, stock } = shop(second.url);
    for (const { id } of orders) expect((await settled(id)).status).toBe("confirmed");
    expect(await stock(bookId)).toMatchObject({ sold: 8, reserved: 0 });

    const { code, out } = await runQuad(["status"], settings);
    expect(code).toBe(0);
    expect(out).toContain("one process");
    const again = await runQuad(["up"], { ...settings, QUAD_PORT: String(await freePort()) });
    expect(again.err).toContain("A campus already runs from");
    expect((await runQuad(["down"], settings)).code).toBe(0);
    expect(second.process.exitCode).toBe(0);
  });

  test("runs twice side by side with another port and home", async () => {
    const starting = [runningCampus(), runningCampus()] as const;
    await using one = await starting[0];
    await using other = await starting[1];
    const ids = await Promise.all([one, other].map(({ url }) => shop(url).anyBooks(1)));
    expect(ids[0]).not.toEqual(ids[1]);
  });
});
