import { bookIds, placeOrder, stockUp } from "../order-client.ts";
import { scratchCampus } from "../scratch-campus.ts";
import { BOOKS, COPIES, type OpenCheckoutPeer } from "./checkout-peer.ts";

/** The whole campus in one process; a client follows its order as the order page does. */
export function quadCheckoutPeer(flow: "orchestrated" | "choreographed"): OpenCheckoutPeer {
  return {
    name: `campus, ${flow}`,
    async open({ adminUrl }) {
      const prefix = `bench_${crypto.randomUUID().slice(0, 8)}_`;
      const campus = await scratchCampus({
        settings: { QUAD_CHECKOUT: flow, QUAD_POSTGRES: adminUrl, QUAD_DATABASE_PREFIX: prefix },
      });
      const books = await bookIds(campus.url, BOOKS);
      await stockUp(campus.url, books, COPIES);
      let next = 0;
      return {
        async checkout() {
          const id = await placeOrder(campus.url, books[next++ % books.length] ?? "");
          await confirmation(`${campus.url}/api/orders/${id}/events`);
        },
        async stop() {
          await campus.stop();
        },
      };
    },
  };
}

/** Resolves when the page's stream says that the order is confirmed; the rest is read aside. */
function confirmation(url: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const read = async () => {
      const { body } = await fetch(url);
      if (!body) throw new Error(`${url} has no events.`);
      for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
        if (chunk.includes('"status":"confirmed"')) resolve();
        if (chunk.includes('"status":"cancelled"')) throw new Error(`${url}: cancelled.`);
      }
      throw new Error(`${url} ended before the order did.`);
    };
    // After the confirmation nobody hears the error.
    read().catch(reject);
  });
}
