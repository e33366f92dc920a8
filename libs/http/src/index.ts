export { type Answer, type AnswerOptions, answer, type Cookie } from "./answer.ts";
export { decodeCursor, encodeCursor, pageOf } from "./cursor.ts";
export { type EventStream, eventStream, type ServerEvent } from "./event-stream.ts";
export { fingerprint } from "./fingerprint.ts";
export { httpErrors } from "./http-errors.ts";
export { byId, type List, listsOf } from "./list.ts";
export { etagOf } from "./preconditions.ts";
export { type Problem, problemOf, type Statuses } from "./problem.ts";
export {
  type Outcome,
  type Readable,
  type RequestOf,
  type Route,
  type RouteDefinition,
  type RouteRequest,
  routesOf,
} from "./route.ts";
export {
  type HttpServer,
  httpServer,
} from "./server.ts";
export type { HttpServerOptions, RoutePlugin } from "./server-options.ts";
