import type { Bus, Message, Subscription } from "@quad/bus";
import { systemClock } from "@quad/clock";
import { connect } from "@quad/database";
import { createLogger } from "@quad/telemetry";
import { type PostgresBusOptions, postgresBus } from "../src/bus/postgres-bus.ts";

export const TOPIC = "orders.order-created";

const log = createLogger({ service: "test", level: "fatal", format: "json" });

/** A started bus, stopped on disposal. */
export async function startBus(
  options: Partial<PostgresBusOptions> & { url: string },
): Promise<Bus & AsyncDisposable> {
  const bus = postgresBus({ log, clock: systemClock, ...options });
  await bus.start();
  return { ...bus, [Symbol.asyncDispose]: () => bus.stop() };
}

/** A started member of the group `work`, unless told otherwise. */
export async function join(
  bus: Bus,
  handle: Subscription["handle"],
  more: Partial<Subscription> = {},
): Promise<ReturnType<Bus["subscribe"]>> {
  const member = bus.subscribe({ group: "work", topics: [TOPIC], handle, ...more });
  await member.start();
  return member;
}

/** The rows of a question to the bus's database. */
export async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = await connect({ url, clock: systemClock, deadlineMs: 5_000 });
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Messages of one key; their ids are the key and a number. */
export function messages(key: string, numbers: readonly number[], body: unknown = null): Message[] {
  return numbers.map((number) => ({
    id: `${key}-${number}`,
    topic: TOPIC,
    key,
    body,
    headers: {},
  }));
}

export function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}
