import { fakeClock } from "@quad/clock";
import { openDatabase } from "@quad/database";
import { freshDatabase } from "@quad/database/testing";
import { createLogger } from "@quad/telemetry";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { listBooks } from "../src/book-list.ts";
import type { CatalogSchema } from "../src/catalog-kit.ts";
import { REWORD_BATCH, rewordBooks } from "../src/reword-books.ts";

const COUNT = REWORD_BATCH + 1;

test("books whose words are of older rules get them anew, and the others keep theirs", async () => {
  const migrations = new URL("../migrations/", import.meta.url);
  await using fresh = await freshDatabase({ migrations });
  const log = createLogger({ service: "catalog", level: "error", format: "json" });
  const database = openDatabase<CatalogSchema>({
    service: "catalog",
    url: fresh.url,
    migrations,
    clock: fakeClock(new Date("2026-01-31T12:00:00Z")),
    log,
  });
  await database.start();
  const insert = (title: string, { version, count }: { version: number; count: number }) => sql`
    insert into book (id, title, authors, amount, currency, title_key, words, words_version,
      created_at, updated_at)
    select gen_random_uuid(), ${title}, '{}', 1, 'USD', 'old', ''::tsvector, ${version}, now(),
      now()
    from generate_series(1, ${count}::int)
  `;
  await insert("Hatırası", { version: 0, count: COUNT }).execute(database.sql);
  await insert("Newest", { version: 99, count: 1 }).execute(database.sql);

  await rewordBooks({ database });

  const find = (q: string) =>
    listBooks(database.sql, { q, sort: "title", count: 2 * COUNT, after: undefined });
  expect(await find("hatirasi")).toHaveLength(COUNT);
  expect(await find("newest")).toEqual([]);
  const { rows } = await sql`select distinct title_key from book order by 1`.execute(database.sql);
  expect(rows).toEqual([{ title_key: "hatirasi" }, { title_key: "old" }]);
  await database.stop();
});
