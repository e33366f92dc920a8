import { defineService, type Listens, listenersOf } from "@quad/chassis";
import { bystander, startCampus } from "@quad/chassis/testing";
import { orderCreated } from "@quad/contracts";
import { eventually } from "@quad/testkit";
import { expect, test } from "vitest";
import { busListener } from "../src/consume/bus-listener.ts";
import type { Kit } from "../src/kit.ts";

const to = listenersOf<Kit>();

/** It has neither a database nor a group. */
function page(name: string, rows: Listens<Kit>["to"]) {
  const listens = { to: rows, missed: () => {} };
  return defineService<Kit>({ ...{ name, summary: "Shows.", routes: [] }, listens });
}

/** A listener of which only the messages are real. */
function listening(listens: Listens<Kit>) {
  const errors: unknown[] = [];
  const kit = { log: { error: (fields: unknown) => errors.push(fields) } } as unknown as Kit;
  let told: { hear(message: object): void; missed(): void } | undefined;
  const bus = {
    listen: (given: typeof told) => {
      told = given;
    },
  } as never;
  busListener({ service: "page", kit, bus, listens });
  return { errors, told: told as NonNullable<typeof told> };
}

const message = (version: number, data: unknown = orderCreated.example) => ({
  ...{ id: "m1", topic: orderCreated.type, key: "k", headers: {} },
  body: { id: "m1", dataschema: `/contracts/events/${orderCreated.type}/${version}`, data },
});

test("a process hears what happens while it runs, each in every process", async () => {
  const seen: string[][] = [[], []];
  const pages = seen.map((each, index) =>
    page(`page-${index}`, [to(orderCreated, (_, { data }) => each.push(data.orderId))]),
  );
  await using campus = await startCampus({ services: pages });
  await (await bystander(campus, [orderCreated])).say(orderCreated, orderCreated.example);
  const everybody = async () => seen.every(({ length }) => length === 1);
  await eventually(everybody, { withinMs: 20_000, what: "both to hear it" });
  const { orderId } = orderCreated.example;
  expect(seen).toEqual([[orderId], [orderId]]);
});

test.each([
  ["that no row can take", message(99)],
  ["that breaks its contract", message(orderCreated.version, { orderId: 7 })],
])("an event %s counts as missed", (_, broken) => {
  let missed = 0;
  const rows = [{ event: orderCreated, hear: () => {} }];
  const { told, errors } = listening({ to: rows, missed: () => missed++ });
  told.hear(message(orderCreated.version));
  expect(missed).toBe(0);
  told.hear(broken);
  expect(missed).toBe(1);
  expect(errors).toHaveLength(1);
});

test("a row that throws has missed the event, and disturbs nobody", () => {
  const heard: string[] = [];
  const hear = () => {
    heard.push("event");
    throw new Error("the page is torn");
  };
  const missed = () => {
    heard.push("missed");
    throw new Error("and stays so");
  };
  const { told, errors } = listening({ to: [{ event: orderCreated, hear }], missed });
  told.hear(message(orderCreated.version));
  told.missed();
  expect(heard).toEqual(["event", "missed", "missed"]);
  expect(errors).toHaveLength(3);
});

test("another version that says the same is passed over", () => {
  const { told, errors } = listening({
    to: [{ event: orderCreated, passesOverVersions: [99], hear: () => {} }],
    missed: () => expect.unreachable(),
  });
  told.hear(message(99));
  expect(errors).toEqual([]);
});
