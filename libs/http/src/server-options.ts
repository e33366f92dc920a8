import type { Logger } from "@quad/telemetry";
import type { FastifyInstance } from "fastify";
import type { Readiness } from "./health.ts";
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
