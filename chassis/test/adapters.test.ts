import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { systemClock } from "@quad/clock";
import { createLogger } from "@quad/telemetry";
import { temporaryFolder } from "@quad/testkit";
import { describe, expect, test } from "vitest";
import { openAdapter } from "../src/adapters.ts";

function context(url: string) {
  return {
    url: new URL(url),
    clock: systemClock,
    log: createLogger({ service: "test", level: "error", format: "json" }),
    databaseUrl: async (name: string) => `postgres://localhost/${name}`,
    addressOf: () => undefined,
    secret: (purpose: string) => `secret of ${purpose}`,
    settings: { QUAD_CHARGE_KEY: "sk_test_x", QUAD_CHARGE_NOTICE_SECRET: "whsec_x" },
  };
}

describe("an adapter", () => {
  test("of an unknown scheme is refused with the setting and the known schemes", async () => {
    await expect(openAdapter("bus", context("carrier-pigeon://roof"))).rejects.toThrow(
      "QUAD_BUS names the unknown adapter carrier-pigeon:: known are postgres:, memory:, or file:<module>.",
    );
  });

  test("is opened by its scheme, not started", async () => {
    for (const url of ["postgres:", "postgres://localhost/elsewhere", "memory:"]) {
      const locks = await openAdapter("locks", context(url));
      expect(locks.supports.multiProcess).toBe(url !== "memory:");
      await expect(locks.tryAcquire("any")).rejects.toMatchObject({ code: "LOCK_NOT_RUNNING" });
    }
  });

  test.each(["stripe:", "stripe+http://127.0.0.1:12111"])(
    "keeps its promise at %s",
    async (url) => {
      const charge = await openAdapter("charge", context(url));
      expect(charge.supports).toEqual({ durable: true, simulated: false });
      await expect(openAdapter("charge", context("paypal:"))).rejects.toThrow(
        "known are simulated:, stripe:, stripe+http:, or file:<module>.",
      );
    },
  );

  test("can be a module outside Quad", async () => {
    const module = join(temporaryFolder(), "bus.ts");
    await writeFile(module, "export const open = async ({ url }) => ({ opened: url.href });");
    expect(await openAdapter("bus", context(`file:${module}`))).toEqual({
      opened: `file://${module}`,
    });
  });

  test("that does not load, or opens nothing, is refused with the reason", async () => {
    const empty = join(temporaryFolder(), "empty.ts");
    await writeFile(empty, "export const other = 1;");
    for (const module of [empty, "/does/not/exist.ts"]) {
      await expect(openAdapter("bus", context(`file:${module}`))).rejects.toThrow(
        expect.objectContaining({ code: "ADAPTER_MODULE_INVALID" }),
      );
    }
  });
});
