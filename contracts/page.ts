import { type TSchema, Type } from "typebox";

/** The query of a list; `defineList` adds it to the filters of its own. */
export const PageQuery = Type.Object({
  limit: Type.Integer({ minimum: 1, maximum: 100, default: 20 }),
  cursor: Type.Optional(Type.String({ maxLength: 1000 })),
});

/** The answer of a list; `next` is the cursor of the page after this one, null on the last. */
export function Page<Item extends TSchema>(item: Item) {
  return Type.Object({
    items: Type.Array(item),
    next: Type.Union([Type.String(), Type.Null()]),
  });
}
