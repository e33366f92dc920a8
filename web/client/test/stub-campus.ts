import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { json } from "node:stream/consumers";
import type { BookContent } from "../src/api/books.ts";
import type { BookCount, NewOrder, Shipment } from "../src/api/orders.ts";
import { Refusal, type StubShop, stubShop } from "./stub-shop.ts";

interface Call {
  readonly shop: StubShop;
  /** The path's parameter. */
  readonly id: string;
  readonly query: URLSearchParams;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** The routes the client uses: what it gets as JSON; undefined is 204. */
const ROUTES: readonly (readonly [
  method: string,
  path: RegExp,
  handle: (call: Call) => unknown,
])[] = [
  [
    "GET",
    /^\/api\/catalog\/books$/,
    ({ shop, query }) =>
      shop.listBooks(query.get("q") ?? "", Number(query.get("limit")), Number(query.get("cursor"))),
  ],
  ["GET", /^\/api\/catalog\/books\/([^/]+)$/, ({ shop, id }) => shop.findBook(id)],
  [
    "PUT",
    /^\/api\/catalog\/books\/([^/]+)$/,
    async ({ shop, id, request }) => {
      const version = Number(request.headers["if-match"]?.replaceAll('"', ""));
      return shop.changeBook(id, version, (await json(request)) as BookContent);
    },
  ],
  ["GET", /^\/api\/cart$/, ({ shop }) => shop.cart()],
  ["DELETE", /^\/api\/cart$/, ({ shop }) => shop.forgetCart()],
  [
    "PUT",
    /^\/api\/cart\/items\/([^/]+)$/,
    async ({ shop, id, request }) =>
      shop.setQuantity(id, ((await json(request)) as { quantity: number }).quantity),
  ],
  ["DELETE", /^\/api\/cart\/items\/([^/]+)$/, ({ shop, id }) => shop.setQuantity(id, 0)],
  [
    "POST",
    /^\/api\/orders$/,
    async ({ shop, request, response }) => {
      const key = String(request.headers["idempotency-key"]);
      const { order } = shop.placeOrder(key, (await json(request)) as NewOrder);
      response.statusCode = 201;
      return { id: order.id, status: order.status, total: order.total };
    },
  ],
  [
    "GET",
    /^\/api\/orders$/,
    ({ shop, query }) => shop.listOrders(query.get("status"), query.get("email")),
  ],
  ["GET", /^\/api\/orders\/sales$/, ({ shop }) => shop.sales()],
  [
    "GET",
    /^\/api\/orders\/customers$/,
    ({ shop, query }) => shop.customer(query.get("email") ?? ""),
  ],
  [
    "GET",
    /^\/api\/orders\/([^/]+)$/,
    ({ shop, id, query }) => shop.orderAt(id, Number(query.get("version") ?? Number.NaN)),
  ],
  ["POST", /^\/api\/orders\/([^/]+)\/cancellation$/, ({ shop, id }) => shop.cancelOrder(id)],
  [
    "POST",
    /^\/api\/orders\/([^/]+)\/shipment$/,
    async ({ shop, id, request }) => shop.shipOrder(id, (await json(request)) as Shipment),
  ],
  ["POST", /^\/api\/orders\/([^/]+)\/delivery$/, ({ shop, id }) => shop.deliverOrder(id)],
  [
    "POST",
    /^\/api\/orders\/([^/]+)\/returns$/,
    async ({ shop, id, request }) =>
      shop.returnBooks(id, ((await json(request)) as { items: readonly BookCount[] }).items),
  ],
  [
    "GET",
    /^\/api\/notifications$/,
    ({ shop, query }) => ({
      items: shop.mails.filter((mail) => mail.orderId === (query.get("order") ?? mail.orderId)),
      next: null,
    }),
  ],
];

/** A server on a free port that hands out the built client and answers it from memory. */
export async function stubCampus(webFolder: string) {
  const shop = stubShop();
  const streams = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    if (request.url?.endsWith("/events")) streams.add(response);
    void answer(shop, webFolder, request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    shop,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Breaks every event stream in the middle. */
    cutStreams: () => {
      for (const response of streams) response.destroy();
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export type StubCampus = Awaited<ReturnType<typeof stubCampus>>;

async function answer(
  shop: StubShop,
  webFolder: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { pathname, searchParams: query } = new URL(request.url ?? "/", "http://campus");
  const [, streamed] = /^\/api\/orders\/([^/]+)\/events$/.exec(pathname) ?? [];
  if (streamed !== undefined) return stream(shop, streamed, response);
  if (!pathname.startsWith("/api/")) return sendFile(webFolder, pathname, response);
  try {
    const route = ROUTES.find(([method, path]) => method === request.method && path.test(pathname));
    if (!route) throw new Refusal(404, "ROUTE_NOT_FOUND", "There is no such route.");
    const [, id = ""] = route[1].exec(pathname) ?? [];
    const body = await route[2]({ shop, id, query, request, response });
    if (body === undefined) response.writeHead(204).end();
    else response.setHeader("content-type", "application/json").end(JSON.stringify(body));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    response.writeHead(error.status, { "content-type": "application/problem+json" });
    response.end(JSON.stringify(error.document));
  }
}

/** The order at once and after each change, as server-sent events, until it is complete. */
function stream(shop: StubShop, id: string, response: ServerResponse): void {
  response.writeHead(200, { "content-type": "text/event-stream" });
  // A browser waits for three seconds before it comes back, unless it is told otherwise.
  response.write("retry: 100\n\n");
  const send = () => {
    const order = shop.findOrder(id);
    response.write(`event: order\ndata: ${JSON.stringify(order)}\n\n`);
    if (order.settled) response.end("event: end\ndata: {}\n\n");
  };
  response.on("close", shop.watch(id, send));
  send();
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css",
  ".js": "text/javascript",
  ".svg": "image/svg+xml",
};

/** As the gateway does: the file, or index.html where there is none. */
async function sendFile(folder: string, path: string, response: ServerResponse): Promise<void> {
  const type = CONTENT_TYPES[extname(path)];
  const file = join(folder, type ? path : "index.html");
  // Stricter than any page needs: nothing inline, nothing from elsewhere.
  response.setHeader("content-security-policy", "default-src 'self'");
  response.setHeader("content-type", type ?? "text/html");
  response.end(await readFile(file));
}
