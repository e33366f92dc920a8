import { pathToFileURL } from "node:url";
import { defineService, grantOf, type Service } from "@quad/chassis";
import { systemClock } from "@quad/clock";
import { orderCreated } from "@quad/contracts";
import { createLogger } from "@quad/telemetry";
import { temporaryFolder } from "@quad/testkit";
import { describe, expect, test } from "vitest";
import { bootService } from "../src/boot/boot-service.ts";
import { readCampusSettings } from "../src/campus/campus-settings.ts";
import { grantedCredentials, ownerCredentials, parseGrant } from "../src/campus/credentials.ts";
import { platform } from "../src/campus/platform.ts";
import type { DatabaseKit } from "../src/kit.ts";

const log = createLogger({ service: "test", level: "error", format: "json" });
const migrations = pathToFileURL(`${temporaryFolder()}/`);
const masterSecret = "of the owner alone";
const prefix = `g${process.pid.toString(36)}_`;

function owner() {
  const postgresUrl = process.env.QUAD_TEST_POSTGRES ?? "";
  return { postgresUrl, credentials: ownerCredentials({ postgresUrl, masterSecret, prefix }) };
}

function granted(service: Service, settings = readCampusSettings({})) {
  return grantOf(service, { credentials: owner().credentials, settings, log, clock: systemClock });
}

const bare = { summary: "For a test.", routes: [] };
const mail = defineService({ name: "mail", ...bare, needs: { mailer: true } as never });
const shop = defineService({ name: "shop", ...bare, migrations, emits: [orderCreated] });

describe("a grant", () => {
  test("names what the manifest asks for, and nothing of anybody else's", async () => {
    const { databases, secrets } = await granted(shop);
    expect(Object.keys(databases).sort()).toEqual(["bus", "shop"]);
    expect(Object.keys(secrets)).toEqual(["service/shop"]);
    expect(Object.keys((await granted(mail)).databases)).toEqual(["mailbox"]);
  });

  test("holds neither the master secret nor the administrator's URL", async () => {
    const { postgresUrl } = owner();
    const text = JSON.stringify(await granted(shop));
    expect(text).not.toContain(masterSecret);
    expect(text).not.toContain(new URL(postgresUrl).password);
    const roles = Object.values((await granted(shop)).databases).map(
      (url) => new URL(url).username,
    );
    expect(roles.sort()).toEqual([`${prefix}bus`, `${prefix}shop`]);
  });

  test("is refused for an adapter that reaches one process only", async () => {
    const settings = readCampusSettings({ QUAD_BUS: "memory:" });
    await expect(granted(shop, settings)).rejects.toMatchObject({ code: "PORT_NOT_SHARED" });
  });

  test("gives the same secrets as the owner has, and no others", async () => {
    const { credentials } = owner();
    const { secrets, databases } = await granted(shop);
    const own = grantedCredentials({ secrets, databases });
    expect(own.secret("service/shop")).toBe(credentials.secret("service/shop"));
    expect(() => own.secret("service/orders")).toThrow("not granted the secret service/orders");
    await expect(own.databaseUrl("orders")).rejects.toMatchObject({ code: "NOT_GRANTED" });
  });

  test("is enough for the service to run", async () => {
    let kit: DatabaseKit<object> | undefined;
    const service = defineService<DatabaseKit<object>>({
      ...{ name: "shop", ...bare, migrations, emits: [orderCreated] },
      prepare: async (given) => {
        kit = given;
      },
    });
    const shared = platform({
      ...{ settings: readCampusSettings({}), log, services: [], isShared: true },
      credentials: grantedCredentials(parseGrant(JSON.stringify(await granted(service)))),
    });
    const options = { platform: shared, host: "127.0.0.1", port: 0, environment: {} };
    const running = bootService(service, options);
    await running.start();
    expect((await fetch(`${running.url}/readyz`)).status).toBe(200);
    expect(kit?.secret("cookie")).toHaveLength(64);
    await running.stop();
    await shared.stop();
  });

  test("that is damaged is refused without being shown", () => {
    for (const damaged of ["", "{", '{"databases":{"shop":1},"secrets":{}}']) {
      expect(() => parseGrant(damaged)).toThrow("QUAD_GRANT: its value, a secret not shown here");
    }
  });
});
