import { writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { systemClock } from "@quad/clock";
import { createLogger } from "@quad/telemetry";
import { temporaryFolder } from "@quad/testkit";
import { describe, expect, test } from "vitest";
import { campusSettings, readCampusSettings } from "../src/campus/campus-settings.ts";
import { busPort } from "../src/ports/bus-port.ts";
import { chargePort } from "../src/ports/charge-port.ts";
import { lockPort } from "../src/ports/lock-port.ts";
import { openPort } from "../src/ports/open-port.ts";
import { allPorts } from "../src/ports/ports.ts";

const context = {
  clock: systemClock,
  log: createLogger({ service: "test", level: "error", format: "json" }),
  databaseUrl: async (name: string) => `postgres://localhost/${name}`,
  addressOf: () => undefined,
  secret: (purpose: string) => `secret of ${purpose}`,
  settings: { QUAD_CHARGE_KEY: "sk_test_x", QUAD_CHARGE_NOTICE_SECRET: "whsec_x" },
};
const open = (url: string, isShared = false) => ({ url, isShared, context });

describe("a port's setting", () => {
  test("is declared for every port, with its adapters in its meaning", () => {
    for (const port of allPorts) {
      const { meaning = "", ...definition } = campusSettings[port.setting] ?? {};
      expect(definition).toMatchObject({ kind: "url", default: port.default, secret: true });
      for (const scheme of Object.keys(port.adapters)) expect(meaning).toContain(scheme);
      expect(meaning).toContain("file:<module>");
    }
  });

  test("refuses an unknown scheme with those that are known", () => {
    expect(() => readCampusSettings({ QUAD_BUS: "carrier-pigeon://roof" })).toThrow(
      "expected a URL that begins with postgres: or memory: or file:",
    );
  });

  test("reads the peers of a service, and refuses what says none", () => {
    expect(readCampusSettings({ QUAD_PEERS: "a=http://h:1, b-c=https://i:2/" })).toBeDefined();
    for (const malformed of ["orders", "orders=", "orders=h:1", "a=http://h:1,,b=http://h:2"]) {
      expect(() => readCampusSettings({ QUAD_PEERS: malformed })).toThrow("QUAD_PEERS");
    }
  });
});

describe("an adapter", () => {
  test("is opened by its scheme, not started", async () => {
    for (const url of ["postgres:", "postgres://localhost/elsewhere", "memory:"]) {
      const locks = await openPort(lockPort, open(url));
      expect(locks.supports.multiProcess).toBe(url !== "memory:");
      await expect(locks.tryAcquire("any")).rejects.toMatchObject({ code: "LOCK_NOT_RUNNING" });
    }
  });

  test("that reaches one process only is refused where there are several", async () => {
    await expect(openPort(busPort, open("memory:", true))).rejects.toThrow(
      "QUAD_BUS=memory: reaches one process only",
    );
    await expect(openPort(lockPort, open("memory:", true))).rejects.toThrow("QUAD_LOCK=memory:");
    expect((await openPort(lockPort, open("postgres:", true))).supports.multiProcess).toBe(true);
  });

  test.each(["stripe:", "stripe+http://127.0.0.1:12111"])(
    "keeps its promise at %s",
    async (url) => {
      const charge = await openPort(chargePort, open(url, true));
      expect(charge.supports).toEqual({ durable: true, simulated: false });
    },
  );
});

describe("a module outside Quad", () => {
  const opens = "export const open = async ({ url }) => ({ supports: {}, opened: url.href });";

  test("is found by a relative path, with blanks in it, and is told its query", async () => {
    const module = join(temporaryFolder(), "my bus.ts");
    await writeFile(module, opens);
    const href = pathToFileURL(module).href;
    for (const url of [href, `file:${module}`, `file:${relative(".", module)}`]) {
      expect(await openPort(busPort, open(`${url}?slow=1`))).toMatchObject({
        opened: `${href}?slow=1`,
      });
    }
  });

  test("that reaches one process only is refused where there are several", async () => {
    const module = join(temporaryFolder(), "bus.ts");
    await writeFile(module, opens.replace("{}", "{ multiProcess: false }"));
    await expect(openPort(busPort, open(`file:${module}`, true))).rejects.toMatchObject({
      code: "PORT_NOT_SHARED",
    });
  });

  test("that does not load, or opens nothing, is refused with the reason", async () => {
    const empty = join(temporaryFolder(), "empty.ts");
    await writeFile(empty, "export const other = 1;");
    const bare = join(temporaryFolder(), "bare.ts");
    await writeFile(bare, "export const open = async () => ({});");
    for (const module of [empty, bare, "/does/not/exist.ts"]) {
      await expect(openPort(busPort, open(`file:${module}`))).rejects.toThrow(
        expect.objectContaining({ code: "ADAPTER_MODULE_INVALID" }),
      );
    }
  });
});
