import type { Databases } from "../campus/databases.ts";

/**
 * Writes down every committed change of a book's stock, in its own schema of inventory's database:
 * a number that was wrong for a moment is seen too.
 */
export async function callStockWitness(databases: Databases): Promise<void> {
  await databases.rows(
    "inventory",
    `create schema chaos;
     create table chaos.stock_change (
       nth bigint generated always as identity primary key,
       book_id uuid not null,
       before jsonb not null,
       after jsonb not null
     );
     create function chaos.note_stock_change() returns trigger
     security definer language plpgsql as $$
     begin
       insert into chaos.stock_change (book_id, before, after)
       values (new.book_id, to_jsonb(old), to_jsonb(new));
       return null;
     end $$;
     create trigger chaos_witness after update on stock_item
       for each row execute function chaos.note_stock_change();`,
  );
}
