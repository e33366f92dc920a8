import type { Operation } from "@quad/contracts";
import { idempotent, type Tx } from "@quad/database";
import {
  answer,
  fingerprint,
  type Outcome,
  type Readable,
  type RequestOf,
  type Route,
  routesOf,
} from "@quad/http";
import type { Static, TSchema } from "typebox";
import type { DatabaseKit } from "../kit.ts";

/**
 * The way to write what changes the data of a service, for its kit:
 *
 *     const write = writesOf<OrdersSchema, OrdersKit>();
 *     export const routes = [write(ordersHttp.placeOrder, async ({ kit, tx, body }) => …)];
 *
 * The work is one transaction with its events: it may be run again, and has no other effect. Under
 * an idempotency key it is done once. A repeated request gets the first answer, which is plain
 * data, and the header `Idempotency-Replayed`. Error: IDEMPOTENCY_KEY_REUSED.
 */
export function writesOf<Schema, Kit extends DatabaseKit<Schema>>() {
  const route = routesOf<Kit>();
  return <
    Params extends TSchema,
    Query extends TSchema,
    Body extends TSchema,
    Success extends TSchema,
    Key extends "required" | "optional" | undefined,
    Match extends "required" | undefined,
    const Result extends Key extends undefined ? Outcome<Success> : Readable<Static<Success>>,
  >(
    operation: Operation<Params, Query, Body, Success, Key, Match>,
    work: (
      request: RequestOf<Kit, NoInfer<Params>, NoInfer<Query>, NoInfer<Body>, Key, Match> & {
        readonly tx: Tx<Schema>;
      },
    ) => Promise<Result>,
  ): Route<Kit> =>
    route<Params, Query, Body, Success, Key, Match, Outcome<Success>>(operation, (request) =>
      request.kit.database.transaction(async (tx) => {
        const { params, body, idempotencyKey: key } = request;
        if (key === undefined) return (await work({ ...request, tx })) as Outcome<Success>;
        const asked = { scope: operation.name, key, fingerprint: fingerprint({ params, body }) };
        const first = await idempotent(tx, asked, async () => ({
          status: operation.status ?? 200,
          body: await work({ ...request, tx }),
        }));
        return answer(first.body as Readable<Static<Success>>, {
          headers: first.replayed ? { "idempotency-replayed": "true" } : {},
        }) as Outcome<Success>;
      }),
    );
}
