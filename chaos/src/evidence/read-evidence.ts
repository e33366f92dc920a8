import type { RecordedEvent } from "@quad/event-store";
import { historiesOf, readModelFaults, storedHistory } from "@quad/orders/testing";
import type { ChaosCampus } from "../campus/chaos-campus.ts";
import type { FaultRecord } from "../faults/fault-desk.ts";
import type { ClientLog } from "../load/client-log.ts";
import type { ShopClient } from "../load/shop-client.ts";
import type {
  BookFile,
  CaptureFile,
  Evidence,
  HoldFile,
  NotificationFile,
  OrderFile,
  OrderView,
  PaymentFile,
  PublishedEvent,
  SagaFile,
  StockChange,
  StockFile,
} from "./evidence.ts";

const READERS = 16;
const CREATED = "orders.order-created";

interface Sources {
  readonly campus: ChaosCampus;
  readonly shop: ShopClient;
  readonly clients: ClientLog;
  readonly books: readonly string[];
  readonly faults: readonly FaultRecord[];
  readonly leftovers: readonly string[];
}

/** Reads all sides when the campus is quiet. */
export async function readEvidence(sources: Sources): Promise<Evidence> {
  const { clients, faults, leftovers } = sources;
  const events = Map.groupBy(await readEvents(sources), ({ key }) => key);
  const query = (text: string) =>
    sources.campus.databases.rows<Record<string, unknown>>("orders", text);
  const history = await storedHistory(query);
  const orders = await readOrders(sources, { events, histories: historiesOf(history) });
  const books = await readBooks(sources, events);
  const modelFaults = await readModelFaults(query, history);
  return { clients, orders, books, modelFaults, leftovers, faults };
}

/** By order: on the bus, and in the streams. */
interface Happened {
  readonly events: ReadonlyMap<string, PublishedEvent[]>;
  readonly histories: ReadonlyMap<string, RecordedEvent[]>;
}

async function readOrders(
  { campus: { databases }, shop, clients }: Sources,
  { events, histories }: Happened,
): Promise<Map<string, OrderFile>> {
  const sagas = await databases.rows<SagaFile>(
    "orders",
    "select id, name, status, reason, steps from quad_saga.saga",
  );
  const payments = await databases.rows<PaymentFile>("payments", "select * from payment");
  const captures = await databases.rows<CaptureFile>(
    "charge",
    `select reference, amount::integer,
       (select coalesce(sum(refund.amount), 0)::integer from refund
        where refund.capture_id = capture.capture_id) as refunded
     from capture`,
  );
  const holds = await databases.rows<HoldFile>("inventory", "select * from hold");
  const told = await databases.rows<NotificationFile & { order_id: string }>(
    "notifications",
    "select order_id, kind, return_id from notification",
  );
  const mails = await databases.rows<{ id: string; subject: string; order_id: string }>(
    "mailbox",
    "select id, subject, right(id, 36) as order_id from mail where id like 'order-%'",
  );
  const byOrder = {
    sagas: new Map(sagas.map((saga) => [saga.id, saga])),
    payments: new Map(payments.map((payment) => [payment.order_id, payment])),
    captures: Map.groupBy(captures, ({ reference }) => reference),
    holds: new Map(holds.map((hold) => [hold.order_id, hold])),
    told: Map.groupBy(told, ({ order_id }) => order_id),
    mails: Map.groupBy(mails, ({ order_id }) => order_id),
  };
  const created = [...events].filter(([, all]) => all.some(({ topic }) => topic === CREATED));
  const ids = new Set([
    ...created.map(([id]) => id),
    ...[...clients.checkouts.values()].flatMap(({ orderIds }) => orderIds),
    ...histories.keys(),
    ...sagas.filter(({ name }) => name === "checkout").map((saga) => saga.id),
  ]);
  const files = new Map<string, OrderFile>();
  await eachOf([...ids], async (id) => {
    const answer = await shop.definite({ method: "GET", path: `/api/orders/${id}` });
    files.set(id, {
      id,
      view: answer?.status === 200 ? (answer.body as OrderView) : undefined,
      history: histories.get(id) ?? [],
      events: events.get(id) ?? [],
      saga: byOrder.sagas.get(id),
      payment: byOrder.payments.get(id),
      captures: byOrder.captures.get(id) ?? [],
      hold: byOrder.holds.get(id),
      notifications: byOrder.told.get(id) ?? [],
      mails: byOrder.mails.get(id) ?? [],
    });
  });
  return files;
}

async function readBooks(
  { campus: { databases }, shop, books }: Sources,
  events: ReadonlyMap<string, PublishedEvent[]>,
): Promise<Map<string, BookFile>> {
  const stocks = await databases.rows<StockRow & { book_id: string }>(
    "inventory",
    "select * from stock_item",
  );
  const changes = await databases.rows<{ book_id: string; before: StockRow; after: StockRow }>(
    "inventory",
    "select book_id, before, after from chaos.stock_change order by nth",
  );
  const stockOf = new Map(stocks.map((row) => [row.book_id, toStock(row)]));
  const changesOf = Map.groupBy(changes, ({ book_id }) => book_id);
  const files = new Map<string, BookFile>();
  await eachOf(books, async (id) => {
    const answer = await shop.definite({ method: "GET", path: `/api/catalog/books/${id}` });
    files.set(id, {
      id,
      stock: stockOf.get(id),
      changes: (changesOf.get(id) ?? []).map(
        ({ before, after }): StockChange => ({ before: toStock(before), after: toStock(after) }),
      ),
      events: events.get(id) ?? [],
      shown: (answer?.body as { stock?: number | null } | undefined)?.stock,
    });
  });
  return files;
}

/** Each event once, though it may have been published more often; in the order of its key. */
async function readEvents({ campus: { databases } }: Sources): Promise<PublishedEvent[]> {
  const rows = await databases.rows<PublishedEvent>(
    "bus",
    `select id, topic, key, published_at as at,
       case when event_version is null then body->'data' else body end as data
     from message order by slot, position`,
  );
  const seen = new Set<string>();
  return rows.filter(({ id }) => !seen.has(id) && seen.add(id));
}

interface StockRow {
  readonly on_hand: number;
  readonly reserved: number;
  readonly sold: number;
  readonly version: number;
}

function toStock({ on_hand: onHand, reserved, sold, version }: StockRow): StockFile {
  return { onHand, reserved, sold, version };
}

async function eachOf<T>(list: readonly T[], read: (one: T) => Promise<void>): Promise<void> {
  const waiting = [...list];
  const reader = async () => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) await read(next);
  };
  await Promise.all(Array.from({ length: READERS }, reader));
}
