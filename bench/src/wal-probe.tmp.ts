import { setTimeout as sleep } from "node:timers/promises";
import { writeFileSync } from "node:fs";
import pg from "pg";
import { countingServer } from "@quad/database/testing";
import { bookIds, placeOrder, stockUp } from "./order-client.ts";
import { scratchCampus } from "./scratch-campus.ts";

const N = Number(process.env["N"] ?? 60);
async function checkOut(url: string, books: readonly string[], orders: number) {
  for (let nth = 0; nth < orders; nth++) {
    const id = await placeOrder(url, books[nth % books.length] ?? "");
    await (await fetch(`${url}/api/orders/${id}/events`)).text();
  }
}
await using server = await countingServer();
const campus = await scratchCampus({ settings: { QUAD_POSTGRES: server.url } });
const c = new pg.Client({ connectionString: server.url, options: "-c pg_stat_statements.track=none" });
await c.connect();
await c.query("create extension if not exists pg_walinspect");
const lsn = async () => (await c.query("select pg_current_wal_insert_lsn()::text as l")).rows[0].l as string;
let out = "";
const say = (s: string) => { out += s + "\n"; };
try {
  const books = await bookIds(campus.url, N);
  await stockUp(campus.url, books, N);
  await checkOut(campus.url, books, N);
  const a = await lsn();
  await server.reset();
  await checkOut(campus.url, books, N);
  const work = await server.work();
  const b = await lsn();
  await server.reset();
  await sleep(Number(process.env["IDLE"] ?? 5000));
  const idle = await server.work();
  say(`statements ${(work.statements / N).toFixed(2)} wal ${(work.walBytes / N).toFixed(0)} seconds ${work.seconds.toFixed(2)}; idle/s ${(idle.statements / idle.seconds).toFixed(2)} wal/s ${(idle.walBytes / idle.seconds).toFixed(0)}`);
  const idleS = idle.statements / idle.seconds;
  const idleW = idle.walBytes / idle.seconds;
  say(`less idle: statements ${((work.statements - idleS * work.seconds) / N).toFixed(2)} wal ${((work.walBytes - idleW * work.seconds) / N).toFixed(0)}`);
  for (const r of [...work.byText].sort((x, y) => y.walBytes - x.walBytes).slice(0, 45))
    say(`${(r.walBytes / N).toFixed(0).padStart(6)} ${(r.calls / N).toFixed(2).padStart(6)} ${r.database} ${r.text.replaceAll(/\s+/g, " ").slice(0, 110)}`);
  const names = new Map<string, string>();
  const dbs = (await c.query("select oid, datname from pg_database where datallowconn and datname not like 'template%'")).rows;
  for (const d of dbs) {
    const url = new URL(server.url); url.pathname = "/" + d.datname;
    const k = new pg.Client({ connectionString: url.href }); await k.connect();
    for (const r of (await k.query("select pg_relation_filenode(oid) as f, relname from pg_class where pg_relation_filenode(oid) is not null")).rows) names.set(`${d.oid}/${r.f}`, `${d.datname}.${r.relname}`);
    await k.end();
  }
  const t = (await c.query(`select resource_manager as rm, record_type as t, count(*)::int as n, sum(record_length)::float8 as len, sum(fpi_length)::float8 as fpi from pg_get_wal_records_info('${a}','${b}') group by 1,2 order by 4 desc`)).rows;
  for (const [db, q] of [["quad_bus","select id, topic, key, body::text, headers::text, pg_column_size(message) as size from message order by position desc limit 4"],["quad_bus","select group_name, topics from consumer_group"],["quad_orders","select *, input::text as i, steps::text as s, pg_column_size(saga) as size from quad_saga.saga order by begun_at desc limit 1"],["quad_orders","select type, data::text as d, metadata::text as m, pg_column_size(event) as size from quad_events.event order by stream desc, version desc limit 5"],["quad_orders","select * from quad_idempotency order by created_at desc limit 1"],["quad_charge","select * from capture limit 1"],["quad_charge","select * from charge limit 1"],["quad_mailbox","select * from mail limit 1"],["quad_inventory","select * from hold limit 1"],["quad_orders","select * from order_list limit 1"]] as const) {
    const url = new URL(server.url); url.pathname = "/" + db;
    const k = new pg.Client({ connectionString: url.href }); await k.connect();
    try { for (const r of (await k.query(q)).rows) say(JSON.stringify(r)); } catch (e) { say(`${q} ${e}`); } await k.end();
  }
  say("by type"); for (const r of t) say(`${(r.len / N).toFixed(0).padStart(6)} ${(r.n / N).toFixed(2).padStart(6)} ${r.rm} ${r.t} fpi ${(r.fpi/N).toFixed(0)}`);
  const bl = (await c.query(`select reldatabase as db, relfilenode as f, resource_manager as rm, record_type as t, count(*)::int as n, sum(record_length)::float8 as len from pg_get_wal_block_info('${a}','${b}') where block_id = 0 group by 1,2,3,4 order by 6 desc limit 90`)).rows;
  say("by table"); for (const r of bl) say(`${(r.len / N).toFixed(0).padStart(6)} ${(r.n / N).toFixed(2).padStart(6)} ${names.get(`${r.db}/${r.f}`) ?? r.db + "/" + r.f} ${r.rm} ${r.t}`);
  writeFileSync(process.env["OUT"] ?? "/tmp/cost/probe.txt", out);
  console.log(out);
} finally { await c.end(); await campus.stop(); }
