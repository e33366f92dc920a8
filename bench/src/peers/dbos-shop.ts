import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { json } from "node:stream/consumers";
import { DBOS } from "@dbos-inc/dbos-sdk";
import pg from "pg";

/** As many as its documentation has by default, for DBOS and for the shop. */
const CONNECTIONS = 10;
const PRICE = 1_999;
const CUSTOMER = { name: "Ada Example", email: "ada@example.org" };

interface Order {
  readonly id: string;
  readonly bookId: string;
}

/** Of orders that are still to be asked for: by the database, the answer would come by polling. */
const ends = new Map<string, Promise<string>>();
const { SHOP_PORT, SHOP_SYSTEM = "", SHOP_APP, SHOP_PROVIDER } = process.env;
const app = new pg.Pool({ connectionString: SHOP_APP, max: CONNECTIONS });
const provider = new pg.Pool({ connectionString: SHOP_PROVIDER, max: CONNECTIONS });

/** Each step is one transaction that may be repeated: DBOS runs a step at least once. */
const CREATE = `
  insert into shop_order (id, book_id, status, customer) values ($1, $2, 'pending', $3)
  on conflict do nothing`;
const RESERVE = `
  with taken as (
    update stock_item set reserved = reserved + 1
    where book_id = $2 and on_hand - reserved >= 1
      and not exists (select from hold where order_id = $1)
    returning book_id
  ), held as (
    insert into hold (order_id, book_id, state) select $1, book_id, 'reserved' from taken
    on conflict do nothing returning order_id
  )
  select order_id from held union select order_id from hold where order_id = $1`;
const EXPECT = `
  insert into payment (order_id, amount, status) values ($1, $2, 'charging')
  on conflict do nothing`;
const CAPTURE = `
  insert into capture (idempotency_key, capture_id, amount) values ($1, gen_random_uuid(), $2)
  on conflict (idempotency_key) do update set amount = capture.amount returning capture_id`;
const RECEIVE = "update payment set status = 'received', capture_id = $2 where order_id = $1";
const CONFIRM = `
  with sold as (
    update hold set state = 'sold' where order_id = $1 and state = 'reserved' returning book_id
  ), shipped as (
    update stock_item set reserved = reserved - 1, on_hand = on_hand - 1, sold = stock_item.sold + 1
    from sold where stock_item.book_id = sold.book_id
  )
  update shop_order set status = 'confirmed' where id = $1`;
const CANCEL = "update shop_order set status = 'cancelled' where id = $1";

const checkout = DBOS.registerWorkflow(
  async ({ id, bookId }: Order) => {
    await step("create-order", () => app.query(CREATE, [id, bookId, JSON.stringify(CUSTOMER)]));
    const held = await step(
      "reserve-stock",
      async () => (await app.query(RESERVE, [id, bookId])).rows.length > 0,
    );
    if (!held) {
      await step("cancel-order", () => app.query(CANCEL, [id]));
      return "cancelled";
    }
    await step("take-payment", () => takePayment(id));
    await step("confirm-order", () => app.query(CONFIRM, [id]));
    return "confirmed";
  },
  { name: "checkout" },
);

async function takePayment(id: string): Promise<string> {
  await app.query(EXPECT, [id, PRICE]);
  const { rows } = await provider.query<{ capture_id: string }>(CAPTURE, [id, PRICE]);
  const captureId = rows[0]?.capture_id ?? "";
  await app.query(RECEIVE, [id, captureId]);
  return captureId;
}

/** A step's result is stored as JSON: of a statement, nothing is worth it. */
function step(name: string, work: () => Promise<unknown>): Promise<unknown> {
  const run = async () => {
    const result = await work();
    return typeof result === "object" ? null : result;
  };
  return DBOS.runStep(run, { name });
}

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method === "POST") {
    const order = (await json(request)) as Order;
    const handle = await DBOS.startWorkflow(checkout, { workflowID: order.id })(order);
    ends.set(order.id, handle.getResult());
    response.writeHead(201).end(JSON.stringify({ id: order.id }));
    return;
  }
  const id = request.url?.split("/").at(-1) ?? "";
  const status = await ends.get(id);
  ends.delete(id);
  response.end(JSON.stringify({ status }));
}

DBOS.setConfig({
  name: "shop",
  systemDatabaseUrl: SHOP_SYSTEM,
  systemDatabasePoolSize: CONNECTIONS,
  logLevel: "error",
  runAdminServer: false,
});
await DBOS.launch();
const server = createServer((request, response) => {
  serve(request, response).catch((error: unknown) => {
    response.writeHead(500).end(String(error));
  });
});
server.listen(Number(SHOP_PORT), "127.0.0.1", () => process.send?.("ready"));
process.once("SIGTERM", async () => {
  server.close();
  server.closeAllConnections();
  await DBOS.shutdown();
  await Promise.all([app.end(), provider.end()]);
  process.disconnect();
});
