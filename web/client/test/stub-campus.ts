import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { json } from "node:stream/consumers";
import type { BodyOf, Operation } from "@quad/contracts";
import { cartHttp } from "@quad/contracts/http/cart";
import { catalogHttp } from "@quad/contracts/http/catalog";
import { notificationsHttp } from "@quad/contracts/http/notifications";
import { ordersHttp } from "@quad/contracts/http/orders";
import type { BookContent } from "../src/api/books.ts";
import type { NewOrder } from "../src/api/orders.ts";
import { addressOf, mustFitAnswer, mustFitRefusal, mustFitRequest } from "./fit-contract.ts";
import { Refusal, type StubShop, stubShop } from "./stub-shop.ts";

interface Call<Body> {
  readonly shop: StubShop;
  /** The path's parameter. */
  readonly id: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage["headers"];
  readonly body: Body;
}

interface StubRoute {
  readonly operation: Operation;
  readonly address: RegExp;
  readonly handle: (call: Call<never>) => unknown;
}

/** What the stub answers to an operation as JSON; undefined is 204. */
function on<O>(operation: O, handle: (call: Call<BodyOf<O>>) => unknown): StubRoute {
  const known = operation as Operation;
  return { operation: known, address: addressOf(known), handle };
}

/** The operations that the client uses. The first that fits an address answers. */
const ROUTES: readonly StubRoute[] = [
  on(catalogHttp.listBooks, ({ shop, query }) =>
    shop.listBooks(query.get("q") ?? "", Number(query.get("limit")), Number(query.get("cursor"))),
  ),
  on(catalogHttp.readBook, ({ shop, id }) => shop.findBook(id)),
  on(catalogHttp.changeBook, ({ shop, id, headers, body }) => {
    const version = Number(headers["if-match"]?.replaceAll('"', ""));
    return shop.changeBook(id, version, body as BookContent);
  }),
  on(cartHttp.readCart, ({ shop }) => shop.cart()),
  on(cartHttp.forgetCart, ({ shop }) => shop.forgetCart()),
  on(cartHttp.putItem, ({ shop, id, body }) => shop.setQuantity(id, body.quantity)),
  on(cartHttp.takeItem, ({ shop, id }) => shop.setQuantity(id, 0)),
  on(ordersHttp.placeOrder, ({ shop, headers, body }) => {
    const { order } = shop.placeOrder(String(headers["idempotency-key"]), body as NewOrder);
    return { id: order.id, status: order.status, total: order.total };
  }),
  on(ordersHttp.listOrders, ({ shop, query }) =>
    shop.listOrders(query.get("status"), query.get("email")),
  ),
  on(ordersHttp.readSales, ({ shop }) => shop.sales()),
  on(ordersHttp.readCustomer, ({ shop, query }) => shop.customer(query.get("email") ?? "")),
  on(ordersHttp.readOrder, ({ shop, id, query }) =>
    shop.orderAt(id, Number(query.get("version") ?? Number.NaN)),
  ),
  on(ordersHttp.cancelOrder, ({ shop, id }) => shop.cancelOrder(id)),
  on(ordersHttp.shipOrder, ({ shop, id, body }) => shop.shipOrder(id, body)),
  on(ordersHttp.deliverOrder, ({ shop, id }) => shop.deliverOrder(id)),
  on(ordersHttp.askReturn, ({ shop, id, body }) => shop.returnBooks(id, body.items)),
  on(notificationsHttp.listNotifications, ({ shop, query }) => ({
    items: shop.mails.filter((mail) => mail.orderId === (query.get("order") ?? mail.orderId)),
    next: null,
  })),
];

/**
 * A server on a free port that hands out the built client and answers it from memory. What client
 * or stub say against the contracts is answered with 500, and told in `faults`.
 */
export async function stubCampus(webFolder: string) {
  const shop = stubShop();
  const streams = new Set<ServerResponse>();
  const faults: string[] = [];
  const server = createServer((request, response) => {
    if (request.url?.endsWith("/events")) streams.add(response);
    answer(shop, webFolder, request, response).catch((error: unknown) => {
      faults.push(`${request.method} ${request.url}: ${error}`);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    shop,
    /** Empty while client and stub keep to the contracts. */
    faults: faults as readonly string[],
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
  const [, streamed] = addressOf(ordersHttp.followOrder).exec(pathname) ?? [];
  if (streamed !== undefined) return stream(shop, streamed, response);
  if (!pathname.startsWith("/api/")) return sendFile(webFolder, pathname, response);
  const route = ROUTES.find(
    (one) => one.operation.method === request.method && one.address.test(pathname),
  );
  if (!route) throw new TypeError("There is no such operation.");
  const { operation, address, handle } = route;
  const sent = operation.body === undefined ? undefined : await json(request);
  mustFitRequest(operation, { query, headers: request.headers, body: sent });
  const [, id = ""] = address.exec(pathname) ?? [];
  try {
    const call = { shop, id, query, headers: request.headers, body: sent as never };
    const body = await handle(call);
    mustFitAnswer(operation, body);
    response.statusCode = operation.status ?? (body === undefined ? 204 : 200);
    if (body === undefined) response.end();
    else response.setHeader("content-type", "application/json").end(JSON.stringify(body));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    mustFitRefusal(operation, error.code);
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
    mustFitAnswer(ordersHttp.followOrder as Operation, order);
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
