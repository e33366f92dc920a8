import { type Lifecycle, managed } from "@quad/lifecycle";
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from "fastify";
import { type App, buildApp } from "./app.ts";
import { DRAIN_MS_MAX } from "./limits.ts";
import type { HttpServerOptions } from "./server-options.ts";

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
