import { sql } from "kysely";
import { type OrderPage, turnPage } from "../order-page.ts";
import type { OrdersTx } from "../orders-kit.ts";
import type { Happening, ReadModel } from "./read-model.ts";

/** Every order, folded. Whoever reads it adds the events that came after it: see `findOrder`. */
export const orderPageModel: ReadModel = {
  name: "order-page",
  tables: ["order_page"],
  async apply(tx, batch) {
    const pages = await pagesOf(tx, batch);
    for (const { orderId, placed } of batch) {
      pages.set(orderId, turnPage(pages.get(orderId) ?? null, placed));
    }
    const rows = [...pages].map(([id, page]) => ({ order_id: id, version: page.version, page }));
    await sql`
      insert into order_page (order_id, version, page)
      select order_id, version, page
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as row (order_id uuid, version integer, page jsonb)
      on conflict (order_id) do update set version = excluded.version, page = excluded.page
    `.execute(tx.sql);
  },
};

async function pagesOf(tx: OrdersTx, batch: readonly Happening[]): Promise<Map<string, OrderPage>> {
  const ids = [...new Set(batch.map(({ orderId }) => orderId))];
  const { rows } = await sql<{ order_id: string; page: OrderPage }>`
    select order_id, page from order_page where order_id = any(${ids}::uuid[])
  `.execute(tx.sql);
  return new Map(rows.map((row) => [row.order_id, row.page]));
}
