import type { CallDefinition } from "@quad/contracts";
import { type Route, routesOf } from "@quad/http";
import type { Static, TObject, TSchema } from "typebox";
import { callPath } from "./call-path.ts";

/**
 * The way to answer calls, for a service whose kit is `Kit`:
 *
 *     const answering = answeringOf<InventoryKit>();
 *     export const calls = [answering(reserveStock, (kit, { orderId }) => …)];
 *
 * Requests arrive valid by their schema. The same request may come twice, also at the same time.
 */
export function answeringOf<Kit>() {
  const route = routesOf<Kit>();
  return <
    Request extends TObject,
    Answer extends TSchema,
    // Inferred as what the answer literally is: `{ outcome: "sold" }` stays `"sold"`.
    const Result extends Static<Answer>,
  >(
    definition: CallDefinition<Request, Answer>,
    answer: (kit: Kit, request: Static<Request>, signal: AbortSignal) => Promise<Result>,
  ): Route<Kit> =>
    route(
      {
        method: "POST",
        path: callPath(definition),
        summary: definition.summary,
        who: "services",
        body: definition.request as TSchema,
        answer: definition.answer as TSchema,
        deadlineMs: definition.deadlineMs,
      },
      ({ kit, body, signal }) => answer(kit, body as Static<Request>, signal),
    );
}
