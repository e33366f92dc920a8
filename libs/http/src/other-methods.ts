import type { FastifyInstance, HTTPMethods } from "fastify";
import { httpErrors } from "./http-errors.ts";
import type { Route } from "./route.ts";

const METHODS: readonly HTTPMethods[] = [
  "GET",
  "HEAD",
  "POST",
  "PUT",
  "PATCH",
  "DELETE",
  "OPTIONS",
];

/** Paths of the table answer methods they have no row for with 405 and what they do answer. */
export function refuseOtherMethods(app: FastifyInstance, routes: readonly Route<never>[]): void {
  const byPath = Map.groupBy(routes, ({ path }) => path.replaceAll(/:\w+/g, ":param"));
  for (const [url, rows] of byPath) {
    const allowed = METHODS.filter((method) => app.hasRoute({ method, url }));
    const allow = allowed.join(", ");
    app.route({
      method: METHODS.filter((method) => !allowed.includes(method)),
      url: rows[0]?.path ?? url,
      // Before a body is read: it does not matter here.
      onRequest: async () => {
        throw httpErrors.METHOD_NOT_ALLOWED({ allow });
      },
      handler: async () => {},
    });
  }
}
