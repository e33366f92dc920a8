export { type Answer, type AnswerOptions, answer, type Cookie } from "./answer.ts";
export { decodeCursor, encodeCursor, Page, PageQuery, pageOf } from "./cursor.ts";
export { type EventStream, eventStream, type ServerEvent } from "./event-stream.ts";
export { fingerprint } from "./fingerprint.ts";
export { httpErrors } from "./http-errors.ts";
export { etagOf } from "./preconditions.ts";
export { type Problem, problemOf, type Statuses } from "./problem.ts";
export { RawBody } from "./raw-body.ts";
export { type Route, type RouteDefinition, type RouteRequest, routesOf } from "./route.ts";
export {
  type HttpServer,
  type HttpServerOptions,
  httpServer,
  type RoutePlugin,
} from "./server.ts";
