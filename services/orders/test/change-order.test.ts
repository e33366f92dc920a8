import { memoryEventStore } from "@quad/event-store";
import { expect, onTestFinished, test } from "vitest";
import { changeOrder } from "../src/change-order.ts";
import type { Command } from "../src/domain/decide-order.ts";
import { eventSourcedOrders } from "../src/event-sourced-orders.ts";
import type { OrdersKit } from "../src/orders-kit.ts";
import type { OrdersTx } from "../src/orders-schema.ts";
import { paid, place, reserved } from "./order-samples.ts";

const ID = "018f3a52-7c1e-7d7a-9b1e-2f6f0c5f2a10";

test("a change tells the others what concerns them, each time from the newest state", async () => {
  const store = memoryEventStore();
  await store.start();
  onTestFinished(() => store.stop());
  const orders = eventSourcedOrders({
    ...store,
    subscribe: store.subscribe as never,
    within: () => store,
  });
  const kit = { resources: { orders } } as unknown as OrdersKit;
  const emitted: string[] = [];
  const change = (command: Command) => {
    const tx = {
      emit: ({ type }: { type: string }) => void emitted.push(type),
      afterCommit: (callback: () => void) => callback(),
    };
    return changeOrder(kit, tx as unknown as OrdersTx, ID, command);
  };

  await expect(change({ type: "confirm" })).rejects.toMatchObject({ code: "ORDER_NOT_FOUND" });
  await change(place);
  await change({ type: "note", fact: reserved });
  await change({ type: "hear", fact: paid });
  expect(emitted).toEqual(["orders.order-confirmed"]);
  await change({ type: "hear", fact: paid });
  await change({ type: "ship", carrier: "Post" });
  expect(emitted).toEqual(["orders.order-confirmed", "orders.order-shipped"]);
});
