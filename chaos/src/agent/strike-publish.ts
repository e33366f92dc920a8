import { setTimeout as sleep } from "node:timers/promises";
import type { PublishFault } from "./armed-fault.ts";
import type { ArmedFaults } from "./armed-faults.ts";

/** The statement by which the bus appends messages: a column of each, and whom to wake. */
export interface Publish {
  readonly name: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

const COLUMNS = 9;
const KEYS = 3;

export function publishOf(sent: unknown): Publish | undefined {
  const { name, values } = (sent ?? {}) as Partial<Publish>;
  return name === "publish" && values?.length === COLUMNS + 1 ? (sent as Publish) : undefined;
}

/** How to publish otherwise than asked; undefined when no fault waits for these messages. */
export function strikePublish(publish: Publish, armed: ArmedFaults) {
  const keys = publish.values[KEYS] as readonly string[];
  const fault = armed.atPublishing(({ kind }) => kind !== "reorder" || new Set(keys).size > 1);
  if (!fault) return;
  armed.land(fault, `${keys.length} messages`);
  return (send: (changed: Publish) => Promise<unknown>) => published(publish, fault, send);
}

async function published(
  publish: Publish,
  { kind, delayMs, ranks }: PublishFault,
  send: (changed: Publish) => Promise<unknown>,
): Promise<unknown> {
  switch (kind) {
    case "late":
      await sleep(delayMs);
      return send(publish);
    case "duplicate":
      await send(publish);
      return send(publish);
    case "reorder":
      return send(reordered(publish, ranks));
    default:
      return kind satisfies never;
  }
}

/** In another order across keys; the messages of a key keep theirs. */
function reordered({ values, ...statement }: Publish, ranks: readonly number[]): Publish {
  const keys = values[KEYS] as readonly string[];
  const rankOf = (index: number) => ranks[index % ranks.length] ?? 0;
  const shuffled = [...keys.keys()].toSorted((a, b) => rankOf(a) - rankOf(b));
  const ofKey = Map.groupBy(keys.keys(), (index) => keys[index]);
  const order = shuffled.map((index) => ofKey.get(keys[index])?.shift() ?? index);
  const columns = values
    .slice(0, COLUMNS)
    .map((column) => order.map((index) => (column as unknown[])[index]));
  return { ...statement, values: [...columns, values[COLUMNS]] };
}
