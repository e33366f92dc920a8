import { type Lifecycle, managed } from "@quad/lifecycle";
import type { Logger } from "@quad/telemetry";
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from "fastify";
import { type App, buildApp } from "./app.ts";
import type { Readiness } from "./health.ts";
import { DRAIN_MS_MAX } from "./limits.ts";
import type { Statuses } from "./problem.ts";
import type { Route } from "./route.ts";

/** Raw HTTP beyond the table of routes, such as a proxy or static files. */
export type RoutePlugin = (app: FastifyInstance) => Promise<void>;

export interface HttpServerOptions<Kit> {
  /** Its OpenAPI document is at `/api/<service>/openapi.json`. */
  readonly service: string;
  /** One sentence for the OpenAPI page. */
  readonly summary: string;
  readonly version: string;
  /** What every handler is given. */
  readonly kit: Kit;
  readonly routes: readonly Route<Kit>[];
  readonly plugins?: readonly RoutePlugin[];
  /** HTTP statuses for the service's codes where the kind's own status does not fit. */
  readonly statuses?: Statuses;
  readonly log: Logger;
  readonly host: string;
  /** 0 takes a free port. */
  readonly port: number;
  readonly ready: Readiness;
  /** What `/metrics` answers: Prometheus's text format. Without it there is no such address. */
  readonly metrics?: () => Promise<string>;
}

export interface HttpServer extends Lifecycle {
  /** Base URL while it runs, such as `http://127.0.0.1:8080`; otherwise empty. */
  readonly url: string;
  /** The OpenAPI 3.1 document, while it runs. */
  openapi(): object;
  /** A request without a socket, while it runs. */
  inject(request: InjectOptions): Promise<LightMyRequestResponse>;
}

/**
 * Serves a table of routes. `stop` takes no new connections, ends event streams with a comment,
 * lets requests under way finish for up to DRAIN_MS_MAX, then cuts what is left.
 */
export function httpServer<Kit>(options: HttpServerOptions<Kit>): HttpServer {
  let app: App | undefined;
  const lifecycle = managed({
    async start() {
      app = await buildApp(options);
      const { host, port } = options;
      await app.fastify.listen({ host, port, listenTextResolver: (at) => `listening at ${at}` });
    },
    async stop() {
      const closing = app;
      app = undefined;
      if (closing) await drain(closing);
    },
  });

  function running(): FastifyInstance {
    if (app) return app.fastify;
    throw new TypeError(`The HTTP server of ${options.service} is not running.`);
  }

  return {
    get url() {
      return app?.fastify.listeningOrigin ?? "";
    },
    openapi: () => running().swagger(),
    inject: (request) => running().inject(request),
    start: lifecycle.start,
    stop: lifecycle.stop,
  };
}

async function drain({ fastify, underWay }: App): Promise<void> {
  const late = Promise.withResolvers<void>();
  const timer = setTimeout(() => {
    fastify.server.closeAllConnections();
    late.resolve();
  }, DRAIN_MS_MAX);
  try {
    await fastify.close();
    // Also those whose caller is gone: what they use is closed after this server.
    await Promise.race([Promise.allSettled(underWay), late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
