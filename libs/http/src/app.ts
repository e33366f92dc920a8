import cookie from "@fastify/cookie";
import swagger from "@fastify/swagger";
import type { Logger } from "@quad/telemetry";
import {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  fastify,
  LogController,
} from "fastify";
import { logAccess } from "./access-log.ts";
import { refuseConnection } from "./broken-connection.ts";
import { mountHealth, mountMetrics } from "./health.ts";
import { httpErrors } from "./http-errors.ts";
import { measureRequest } from "./http-metrics.ts";
import {
  BODY_BYTES_MAX,
  HEADER_BYTES_MAX,
  HEADERS_TIMEOUT_MS,
  KEEP_ALIVE_MS,
  PATH_PARAM_LENGTH_MAX,
  REQUEST_TIMEOUT_MS,
  TIMEOUT_CHECK_MS,
} from "./limits.ts";
import { mountRoute, type RouteContext } from "./mount-route.ts";
import { type OpenStreams, openStreams } from "./open-streams.ts";
import { openapiOptions } from "./openapi.ts";
import { refuseOtherMethods } from "./other-methods.ts";
import type { Statuses } from "./problem.ts";
import { keepBodiesRaw } from "./raw-body.ts";
import { refuse } from "./refusal.ts";
import { requestIdOf } from "./request-id.ts";
import type { Route } from "./route.ts";
import { SECURITY_HEADERS } from "./security-headers.ts";
import type { HttpServerOptions } from "./server-options.ts";
import { validatorCompiler } from "./validation.ts";

export interface App {
  readonly fastify: FastifyInstance;
  /** Handlers that run, also those whose caller is gone. */
  readonly underWay: ReadonlySet<Promise<unknown>>;
}

/** A Fastify that serves the table, ready to listen. It cannot be opened again once closed. */
export async function buildApp<Kit>(options: HttpServerOptions<Kit>): Promise<App> {
  const { service, kit, log, routes, statuses = {}, plugins = [] } = options;
  const context: RouteContext<Kit> = {
    service,
    kit,
    statuses,
    open: openStreams(),
    underWay: new Set(),
  };
  const app = emptyApp(statuses, log);
  hookInto(app, service, context.open);
  await app.register(cookie);
  await app.register(swagger, openapiOptions({ ...options, statuses }));
  for (const plugin of plugins) await app.register(plugin);
  for (const route of routes) {
    if (!route.takesRawBody) mountRoute(app, route, context);
  }
  await app.register(async (scope) => {
    keepBodiesRaw(scope);
    for (const route of routes) {
      if (route.takesRawBody) mountRoute(scope, route, context);
    }
  });
  refuseOtherMethods(app, routes as readonly Route<never>[]);
  mountHealth(app, options.ready, log);
  if (options.metrics) mountMetrics(app, options.metrics);
  app.get(`/api/${service}/openapi.json`, () => app.swagger());
  await app.ready();
  // A table that cannot be described fails now, not when somebody reads about it.
  app.swagger();
  return { fastify: app, underWay: context.underWay };
}

function emptyApp(statuses: Statuses, log: Logger): FastifyInstance {
  const refuseAll = (error: unknown, _: FastifyRequest, reply: FastifyReply) =>
    refuse(reply, error, statuses);
  const app = fastify({
    // Our logger has all that Fastify uses of its own.
    loggerInstance: log as unknown as FastifyBaseLogger,
    logController: new LogController({
      disableRequestLogging: true, // access-log.ts
      requestIdLogLabel: "requestId",
    }),
    genReqId: requestIdOf,
    frameworkErrors: refuseAll,
    clientErrorHandler: refuseConnection,
    // A request that still comes in over an open connection is answered.
    return503OnClosing: false,
    bodyLimit: BODY_BYTES_MAX,
    requestTimeout: REQUEST_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    routerOptions: { maxParamLength: PATH_PARAM_LENGTH_MAX },
    http: {
      maxHeaderSize: HEADER_BYTES_MAX,
      headersTimeout: HEADERS_TIMEOUT_MS,
      connectionsCheckingInterval: TIMEOUT_CHECK_MS,
    },
  });
  app.removeContentTypeParser("text/plain");
  app.setValidatorCompiler(validatorCompiler);
  app.setErrorHandler(refuseAll);
  app.setNotFoundHandler((request, reply) =>
    refuseAll(httpErrors.ROUTE_NOT_FOUND(), request, reply),
  );
  return app;
}

function hookInto(app: FastifyInstance, service: string, open: OpenStreams): void {
  let isStopping = false;
  app.decorateRequest("traceId", undefined);
  app.addHook("onRequest", (request, reply, done) => {
    reply.headers({ ...SECURITY_HEADERS, "x-request-id": request.id });
    // Unlike the hook onResponse, this also comes when the caller hangs up.
    reply.raw.once("close", () => {
      logAccess(request, reply);
      measureRequest(service, request, reply);
    });
    done();
  });
  app.addHook("onSend", (_, reply, __, done) => {
    if (isStopping) reply.header("connection", "close");
    done();
  });
  app.addHook("preClose", async () => {
    isStopping = true;
    open.endAll(": the server stops\n\n");
  });
}
