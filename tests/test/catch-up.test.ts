import { startCampus } from "@quad/chassis/testing";
import { notifications } from "@quad/notifications";
import { eventually } from "@quad/testkit";
import { describe, expect, test } from "vitest";
import { shop } from "../src/shop.ts";
import { services } from "../src/shop-services.ts";

const ORDERS = 1_000;
const CLIENTS = 8;

describe("a consumer that was down", () => {
  test(`hears of ${ORDERS} orders when it is back, each once`, async () => {
    const others = services.filter((service) => service !== notifications);
    const environment = {
      QUAD_BUS: "postgres:",
      QUAD_DATABASE_PREFIX: `catchup_${process.pid}_`,
      QUAD_OPENING_STOCK: String(ORDERS),
    };
    await using campus = await startCampus({ services: others, environment });
    const { placeOrder } = shop(campus.url("orders"));
    const bookIds = await shop(campus.url("catalog")).anyBooks(50);

    const ids: string[] = [];
    const client = async () => {
      while (ids.length < ORDERS) {
        const bookId = bookIds[ids.length % bookIds.length] ?? "";
        ids.push((await placeOrder([{ bookId, quantity: 1 }])).id);
      }
    };
    await Promise.all(Array.from({ length: CLIENTS }, client));

    await using late = await startCampus({ services: [notifications], environment });
    const mailbox = shop(late.url("notifications"));
    for (const id of ids) {
      const sent = await eventually(() => mailbox.notifications(id), {
        withinMs: 60_000,
        what: `the mail about order ${id}`,
        until: (items) => items.length > 0,
      });
      expect(sent, id).toHaveLength(1);
    }
  });
});
