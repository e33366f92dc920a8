import { pathToFileURL } from "node:url";
import { defineService, readCampusSettings, refuseTooManyConnections } from "@quad/chassis";
import { startCampus } from "@quad/chassis/testing";
import { orderCreated } from "@quad/contracts";
import { temporaryFolder } from "@quad/testkit";
import { expect, test } from "vitest";
import { connectionsOfProcess } from "../src/campus/connection-budget.ts";

const migrations = pathToFileURL(`${temporaryFolder()}/`);
const bare = { summary: "For a test.", routes: [] };
const gateway = defineService({ name: "gateway", ...bare });
const shop = defineService({ name: "shop", ...bare, migrations, emits: [orderCreated] });
const diary = defineService({ name: "diary", ...bare, migrations, upcasters: {} });
const mail = defineService({ name: "mail", ...bare, needs: { mailer: true } as never });
const greedy = defineService({ name: "greedy", ...bare, migrations, connections: 5_000 });

test.each([
  { services: [gateway], environment: {}, sum: 0 },
  { services: [shop], environment: {}, sum: 3 + 4 },
  { services: [shop], environment: { QUAD_BUS: "memory:" }, sum: 3 },
  { services: [shop], environment: { QUAD_BUS: "postgres://elsewhere/bus" }, sum: 3 },
  { services: [diary], environment: {}, sum: 4 },
  { services: [mail], environment: {}, sum: 2 },
  { services: [shop, diary, mail, gateway], environment: {}, sum: 3 + 4 + 4 + 2 },
  { services: [greedy], environment: {}, sum: 5_000 },
])("a process may open $sum connections: $environment", ({ services, environment, sum }) => {
  expect(connectionsOfProcess(services, readCampusSettings(environment))).toBe(sum);
});

test("a campus that could open more than the server lets in does not start", async () => {
  await expect(startCampus({ services: [greedy, shop] })).rejects.toMatchObject({
    code: "CONNECTIONS_EXCEEDED",
    details: { sum: 5_003 },
    message: expect.stringMatching(/may open 5003 connections .* lets in \d+: raise/),
  });
});

test("of services with a process each, what they share is counted for each", async () => {
  const shops = Array.from({ length: 40 }, () => shop);
  const options = {
    settings: readCampusSettings({}),
    databaseUrl: async () => process.env.QUAD_TEST_POSTGRES ?? "",
  };
  await refuseTooManyConnections({ ...options, processes: [shops] });
  await expect(
    refuseTooManyConnections({ ...options, processes: shops.map((each) => [each]) }),
  ).rejects.toMatchObject({ code: "CONNECTIONS_EXCEEDED", details: { sum: 40 * 7 } });
});
