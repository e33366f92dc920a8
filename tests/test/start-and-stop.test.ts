import { once } from "node:events";
import { eventually, freePort, temporaryFolder } from "@quad/testkit";
import { describe, expect, test } from "vitest";
import { runQuad, startQuad } from "../src/run-quad.ts";
import { shop } from "../src/shop.ts";

const READY_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 5_000;

describe("the campus of one process", () => {
  test("stops within five seconds under load, loses nothing, and has its data again", async () => {
    const settings = await settingsOfItsOwn();
    const first = await up(settings);
    const [bookId = ""] = await first.shop.anyBooks(1);
    const orders = await Promise.all(
      Array.from({ length: 8 }, () => first.shop.placeOrder([{ bookId, quantity: 1 }])),
    );
    const askedAt = performance.now();
    first.process.kill("SIGINT");
    await once(first.process, "exit");
    expect(performance.now() - askedAt).toBeLessThan(STOP_WITHIN_MS);
    expect(first.process.exitCode).toBe(0);

    const second = await up(settings);
    for (const { id } of orders) expect((await second.shop.settled(id)).status).toBe("confirmed");
    expect(await second.shop.stock(bookId)).toMatchObject({ sold: 8, reserved: 0 });

    const { code, out } = await runQuad(["status"], settings);
    expect(code).toBe(0);
    expect(out).toContain("one process");
    const again = await runQuad(["up"], { ...settings, QUAD_PORT: String(await freePort()) });
    expect(again.err).toContain("A campus already runs from");
    expect((await runQuad(["down"], settings)).code).toBe(0);
    expect(second.process.exitCode).toBe(0);
  }, 120_000);

  test("runs twice side by side with another port and home", async () => {
    const campuses = await Promise.all([
      up(await settingsOfItsOwn()),
      up(await settingsOfItsOwn()),
    ]);
    const ids = await Promise.all(campuses.map((campus) => campus.shop.anyBooks(1)));
    expect(ids[0]).not.toEqual(ids[1]);
    for (const campus of campuses) campus.process.kill("SIGTERM");
    await Promise.all(campuses.map((campus) => once(campus.process, "exit")));
  }, 120_000);
});

async function settingsOfItsOwn() {
  const port = String(await freePort());
  return { QUAD_HOME: temporaryFolder(), QUAD_PORT: port, QUAD_LOG_LEVEL: "error" };
}

async function up(settings: { QUAD_PORT: string; QUAD_HOME: string }) {
  const campus = startQuad(["up"], settings);
  campus.stdout.resume();
  campus.stderr.pipe(process.stderr);
  const url = `http://127.0.0.1:${settings.QUAD_PORT}`;
  const isReady = async () => (await fetch(`${url}/readyz`).catch(() => null))?.ok === true;
  await eventually(async () => campus.exitCode !== null || (await isReady()), {
    withinMs: READY_WITHIN_MS,
    what: "the campus to be ready",
  });
  return { process: campus, shop: shop(url) };
}
