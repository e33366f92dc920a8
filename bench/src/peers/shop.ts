import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { json } from "node:stream/consumers";
import pg from "pg";

/** As many as the documentation of DBOS has by default, for each pool of anybody. */
export const CONNECTIONS = 10;
const PRICE = 1_999;
const CUSTOMER = { name: "Ada Example", email: "ada@example.org" };

export interface ShopOrder {
  readonly id: string;
  readonly bookId: string;
}

/** What takes an order through the steps, whatever happens to the process. */
export interface ShopEngine {
  /** Resolves when it cannot be lost any more. */
  begin(order: ShopOrder): Promise<void>;
  /** Resolves with how the order ended. */
  end(id: string): Promise<string>;
  stop(): Promise<void>;
}

/** Each step is one transaction that may be repeated: an engine runs a step at least once. */
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

/** The steps of an order, the same for every engine. */
export interface ShopSteps {
  create(order: ShopOrder): Promise<void>;
  /** False when there are no copies left. */
  reserve(order: ShopOrder): Promise<boolean>;
  takePayment(order: ShopOrder): Promise<void>;
  confirm(order: ShopOrder): Promise<void>;
  cancel(order: ShopOrder): Promise<void>;
}

/** Runs a shop on an engine: takes orders over HTTP until SIGTERM. */
export async function runShop(
  open: (systemUrl: string, steps: ShopSteps) => Promise<ShopEngine>,
): Promise<void> {
  const { SHOP_PORT, SHOP_SYSTEM = "", SHOP_APP, SHOP_PROVIDER } = process.env;
  const app = new pg.Pool({ connectionString: SHOP_APP, max: CONNECTIONS });
  const provider = new pg.Pool({ connectionString: SHOP_PROVIDER, max: CONNECTIONS });
  const engine = await open(SHOP_SYSTEM, stepsOf(app, provider));
  const server = createServer((request, response) => {
    serve(engine, request, response).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });
  server.listen(Number(SHOP_PORT), "127.0.0.1", () => process.send?.("ready"));
  process.once("SIGTERM", async () => {
    server.close();
    server.closeAllConnections();
    await engine.stop();
    await Promise.all([app.end(), provider.end()]);
    process.disconnect();
  });
}

function stepsOf(app: pg.Pool, provider: pg.Pool): ShopSteps {
  return {
    async create({ id, bookId }) {
      await app.query(CREATE, [id, bookId, JSON.stringify(CUSTOMER)]);
    },
    reserve: async ({ id, bookId }) => (await app.query(RESERVE, [id, bookId])).rows.length > 0,
    async takePayment({ id }) {
      await app.query(EXPECT, [id, PRICE]);
      const { rows } = await provider.query<{ capture_id: string }>(CAPTURE, [id, PRICE]);
      await app.query(RECEIVE, [id, rows[0]?.capture_id]);
    },
    async confirm({ id }) {
      await app.query(CONFIRM, [id]);
    },
    async cancel({ id }) {
      await app.query(CANCEL, [id]);
    },
  };
}

async function serve(
  engine: ShopEngine,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method === "POST") {
    const order = (await json(request)) as ShopOrder;
    await engine.begin(order);
    response.writeHead(201).end(JSON.stringify({ id: order.id }));
    return;
  }
  const status = await engine.end(request.url?.split("/").at(-1) ?? "");
  response.end(JSON.stringify({ status }));
}
