import { type EventWriter, memoryEventStore } from "@quad/event-store";
import { expect, onTestFinished, test } from "vitest";
import { changeOrder } from "../src/change-order.ts";
import type { Command } from "../src/domain/decide-order.ts";
import { append } from "../src/order-stream.ts";
import type { OrdersKit, OrdersTx } from "../src/orders-kit.ts";
import { paid, place, released, reserved } from "./order-samples.ts";

const ID = "018f3a52-7c1e-7d7a-9b1e-2f6f0c5f2a10";
const NOTHING = { version: 0, recordedAt: new Date(0) };

test("what was rolled back is not what the next change is decided by", async () => {
  const store = memoryEventStore();
  await store.start();
  onTestFinished(() => store.stop());
  let writer: EventWriter = store;
  const kit = { events: { ...store, within: () => writer } } as unknown as OrdersKit;
  const emitted: string[] = [];
  const change = async (command: Command, { commits = true } = {}) => {
    const callbacks: (() => void)[] = [];
    const tx = {
      emit: ({ type }: { type: string }) => void emitted.push(type),
      afterCommit: (callback: () => void) => void callbacks.push(callback),
    };
    // A transaction that does not commit leaves nothing in the store.
    writer = commits ? store : { ...store, append: async () => NOTHING };
    const result = await changeOrder(kit, tx as unknown as OrdersTx, ID, command);
    if (commits) for (const callback of callbacks) callback();
    return result;
  };

  await change(place);
  await change({ type: "hear", fact: reserved });
  await change({ type: "hear", fact: paid });
  expect(emitted).toEqual(["orders.order-confirmed"]);
  await change({ type: "note", fact: released }, { commits: false });
  // Another process, at the version that the lost transaction had reached.
  await append(store, ID, { type: "ask-cancellation" });
  await expect(change({ type: "ship", carrier: "Post" })).rejects.toMatchObject({
    code: "ORDER_NOT_SHIPPABLE",
  });
});
