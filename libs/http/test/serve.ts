import { connect } from "node:net";
import { type HttpServer, type HttpServerOptions, httpServer } from "@quad/http";
import { createLogger } from "@quad/telemetry";
import { eventually } from "@quad/testkit";
import { onTestFinished } from "vitest";

export interface Served {
  readonly server: HttpServer;
  readonly url: string;
  /** The lines of its log so far. */
  lines(): Record<string, unknown>[];
  /** Waits until it takes no new connections. */
  closed(): Promise<void>;
  /** A request over a real socket, its answer read to the end. */
  ask(path: string, request?: RequestInit & { json?: unknown }): Promise<Answered>;
}

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON. */
  readonly body: Record<string, unknown>;
}

/** A server for one test, on a free port. */
export async function serve(
  options: Partial<HttpServerOptions<unknown>> & Pick<HttpServerOptions<unknown>, "routes">,
): Promise<Served> {
  const written: string[] = [];
  const server = httpServer({
    service: "shop",
    summary: "A shop for tests.",
    version: "1.0.0",
    kit: undefined,
    log: createLogger({
      service: "shop",
      level: "debug",
      format: "json",
      destination: { write: (line) => void written.push(line) },
    }),
    host: "127.0.0.1",
    port: 0,
    ready: async () => ({}),
    ...options,
  });
  await server.start();
  onTestFinished(() => server.stop());
  const { url } = server;
  return {
    server,
    url,
    lines: () => written.map((line) => JSON.parse(line)),
    closed: () => closed(new URL(url)),
    ask: (path, request) => ask(url + path, request),
  };
}

async function closed({ hostname, port }: URL): Promise<void> {
  const isRefused = () =>
    new Promise<boolean>((resolve) => {
      const socket = connect(Number(port), hostname, () => resolve(false));
      socket.on("error", () => resolve(true)).on("connect", () => socket.destroy());
    });
  await eventually(isRefused, { withinMs: 10_000, what: "new connections are refused" });
}

async function ask(
  url: string,
  { json, ...request }: RequestInit & { json?: unknown } = {},
): Promise<Answered> {
  const headers = new Headers(request.headers);
  if (json !== undefined) headers.set("content-type", "application/json");
  const response = await fetch(url, {
    ...request,
    headers,
    ...(json !== undefined && { body: JSON.stringify(json) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    text,
    get body() {
      return JSON.parse(text);
    },
  };
}
