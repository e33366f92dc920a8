import { Id, type ListQuery, type Operation, type Page } from "@quad/contracts";
import type { Static, TProperties, TSchema } from "typebox";
import { decodeCursor, pageOf } from "./cursor.ts";
import { type Readable, type Route, routesOf } from "./route.ts";

/** How a list is read, a page at a time: what it asks of a table, and what it shows of a row. */
export interface List<Kit, Query, Item, Row, Position extends TSchema> {
  /** What a cursor of this list holds: where the page after it begins. */
  readonly after: (query: Query) => Position;
  /** Up to `count` rows, in the order of the list, from the first one after the position. */
  readonly rows: (asked: {
    readonly kit: Kit;
    readonly query: Query;
    readonly after: Static<Position> | undefined;
    readonly count: number;
  }) => Promise<readonly Row[]>;
  readonly position: (row: Row) => unknown;
  readonly view: (row: Row) => Item;
}

/** For rows that are sorted by their id. */
export const byId = { after: () => Id, position: ({ id }: { readonly id: string }) => id };

/**
 * The way to write the lists of a service for its kit:
 *
 *     const list = listsOf<OrdersKit>();
 *     export const routes = [list(ordersHttp.listOrders, { ...byId, rows: …, view: … })];
 *
 * A page begins after a row, not at a number, so what is added meanwhile neither repeats nor hides
 * others. Error: CURSOR_INVALID.
 */
export function listsOf<Kit>() {
  const route = routesOf<Kit>();
  return <Filter extends TProperties, Item extends TSchema, Row, Position extends TSchema>(
    operation: ListOperation<Filter, Item>,
    list: List<Kit, Static<ListQuery<Filter>>, Readable<Static<Item>>, Row, Position>,
  ): Route<Kit> =>
    route(operation as Operation, async (request) => {
      const query = request.query as Static<ListQuery<Filter>>;
      const { limit, cursor } = query as { limit: number; cursor?: string };
      const after = decodeCursor(list.after(query), cursor);
      const rows = await list.rows({ kit: request.kit, query, after, count: limit + 1 });
      const { items, next } = pageOf(rows, limit, list.position);
      return { items: items.map(list.view), next };
    });
}

type ListOperation<Filter extends TProperties, Item extends TSchema> = Operation<
  TSchema,
  ListQuery<Filter>,
  TSchema,
  ReturnType<typeof Page<Item>>,
  undefined,
  undefined
>;
