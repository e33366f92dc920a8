import { pathToFileURL } from "node:url";
import {
  consumersOf,
  type DatabaseKit,
  defineService,
  type EventsKit,
  type SagaKit,
} from "@quad/chassis";
import { bystander, startCampus, type TestCampus } from "@quad/chassis/testing";
import { defineOperation, orderCreated } from "@quad/contracts";
import { freePort } from "@quad/free-port";
import { routesOf } from "@quad/http";
import { defineSaga } from "@quad/saga";
import { installTracing } from "@quad/telemetry";
import { eventually, temporaryFolder } from "@quad/testkit";
import { Type } from "typebox";
import { expect, test } from "vitest";

installTracing();

const migrations = pathToFileURL(`${temporaryFolder()}/`);
type ShopKit = SagaKit<object> & EventsKit<object>;

const readOne = defineOperation({
  ...{ name: "orders.read-one", owner: "orders", who: "anyone" },
  method: "GET",
  path: "/api/orders/:id",
  summary: "One",
  params: Type.Object({ id: Type.String() }),
  answer: Type.String(),
});

const once = defineSaga({ name: "once", version: 1 }).step({ name: "do", action: async () => {} });

const shop = defineService<ShopKit>({
  ...{ name: "orders", summary: "Sells.", migrations, upcasters: {}, readModels: ["list"] },
  sagas: () => [once],
  emits: [orderCreated],
  routes: [
    routesOf<ShopKit>()(readOne, async ({ kit, params: { id } }) => {
      const begun = { type: "orders.begun", data: {} };
      await kit.events.append("order-1", [begun], { expected: "any" });
      await kit.database.transaction(async (tx) => tx.emit(orderCreated, orderCreated.example));
      await kit.sagas.begin(once, id, {});
      return id;
    }),
  ],
});

const { on } = consumersOf<DatabaseKit<object>>();
const ear = defineService<DatabaseKit<object>>({
  ...{ name: "ear", summary: "Hears.", migrations, routes: [] },
  consumers: [on(orderCreated, async () => {})],
});
const gateway = defineService({ name: "gateway", summary: "Lets in.", routes: [] });

async function scrape(campus: TestCampus, service = "orders"): Promise<string> {
  const response = await fetch(`${campus.url(service)}/metrics`);
  expect(response.headers.get("content-type")).toContain("text/plain; version=0.0.4");
  return response.text();
}

/** Resolves when a scrape shows it. */
function shown(campus: TestCampus, line: string): Promise<string> {
  const check = async () => {
    const text = await scrape(campus);
    if (text.split("\n").includes(line)) return text;
    throw new Error(text);
  };
  return eventually(check, { withinMs: 20_000, what: line });
}

test("a scrape shows what a request, its event and the state of a service come to", async () => {
  await using campus = await startCampus({ services: [shop, ear, gateway] });
  await fetch(`${campus.url("orders")}/api/orders/17`);
  await fetch(`${campus.url("orders")}/api/nothing/17`);
  const labels = (route: string, status: number) =>
    `http_request_method="GET",http_route="${route}",http_response_status_code="${status}"`;
  const requests = (rest: string) =>
    `http_server_request_duration_count{service="orders",${rest}} 1`;
  await shown(campus, requests(labels("/api/orders/:id", 200)));
  const topic = 'messaging_destination_name="orders.order-created"';
  await shown(campus, `messaging_process_duration_count{service="ear",${topic},error_type=""} 1`);
  await shown(campus, `messaging_client_sent_messages_total{service="orders",${topic}} 1`);
  await shown(campus, 'quad_outbox_waiting{service="orders"} 0');
  const saga = 'service="orders",quad_saga_name="once"';
  await shown(campus, `quad_saga_ended_total{${saga},quad_saga_state="done"} 1`);
  const text = await scrape(campus, "ear");
  for (const line of [
    requests(labels("", 404)),
    'messaging_client_operation_duration_count{service="orders",error_type=""} 1',
    `quad_saga_begun_total{${saga}} 1`,
    'quad_saga_open{service="orders",quad_saga_state="parked"} 0',
    'quad_subscription_behind{service="orders",quad_subscription_name="orders.list"} 1',
    'db_client_connection_max{service="orders"} 4',
    'db_client_connection_max{service="ear"} 3',
    'db_client_connection_pending_requests{service="ear"} 0',
  ]) {
    expect(text.split("\n")).toContain(line);
  }
  expect(text).toMatch(/^db_client_connection_count\{service="ear",.*state="idle"\} \d+$/m);
});

test("the public port shows none; another one can be named for them", async () => {
  const at = `127.0.0.1:${await freePort()}`;
  const environment = { QUAD_METRICS_LISTEN: at };
  await using campus = await startCampus({ services: [gateway], environment });
  expect((await fetch(`${campus.url("gateway")}/metrics`)).status).toBe(404);
  const check = async () => {
    const text = await (await fetch(`http://${at}/metrics`)).text();
    return text.includes('http_server_request_duration_count{service="gateway"');
  };
  await eventually(check, { withinMs: 20_000, what: "the request that was refused" });
});

test("an event that cannot be handled is counted with why", async () => {
  const deaf = defineService<DatabaseKit<object>>({
    ...{ name: "deaf", summary: "Hears badly.", migrations, routes: [] },
    consumers: [on(orderCreated, () => Promise.reject(new RangeError("too loud")))],
  });
  await using campus = await startCampus({ services: [deaf, shop] });
  await (await bystander(campus, [orderCreated])).say(orderCreated, orderCreated.example);
  const check = async () => expect(await scrape(campus)).toContain('error_type="RangeError"');
  await eventually(check, { withinMs: 20_000, what: "the failure" });
});

test("what stops is no longer shown, though the process goes on", async () => {
  const campus = await startCampus({ services: [ear] });
  const line = 'db_client_connection_max{service="ear"} 3';
  expect(await scrape(campus, "ear")).toContain(line);
  await campus.stop();
  await using other = await startCampus({ services: [shop] });
  expect(await scrape(other)).not.toContain(line);
});
