import type { BookFile, Evidence, OrderFile } from "../evidence/evidence.ts";
import type { FaultRecord } from "../faults/fault-desk.ts";
import type { Violation } from "../invariants/invariant.ts";

/** Of the faults around an order, those that struck last say most. */
const FAULTS_SHOWN = 8;
const CHANGES_SHOWN = 5;
/** A fault has its effect for a while: a process is started again, a message is late. */
const AFTERMATH_MS = 3_000;

/** What is needed to understand a violation, and no more. */
export function storyOf({ orderId, bookId, what }: Violation, evidence: Evidence): string[] {
  const order = orderId ? evidence.orders.get(orderId) : undefined;
  const book = bookId ? evidence.books.get(bookId) : undefined;
  if (order) return [`order ${order.id}: ${what}`, ...ofOrder(order, evidence)];
  if (book) return [`book ${book.id}: ${what}`, ...ofBook(book)];
  return [what];
}

function ofOrder(order: OrderFile, { faults, clients }: Evidence): string[] {
  const asked = clients.checkouts.values().find(({ orderIds }) => orderIds.includes(order.id));
  const { checkout } = asked ?? {};
  const actions = clients.actions.filter(({ orderId }) => orderId === order.id);
  return [
    ...(checkout ? [`  asked: key ${checkout.key}, paid with ${checkout.token}`] : []),
    `  page:  ${order.view?.status ?? "none"} (${order.view?.reason ?? "no reason"})`,
    `  rows:  ${rowsOf(order)}`,
    ...actions.map(({ action, outcome }) => `  later: ${action}, ${outcome}`),
    ...order.history.map(({ recordedAt, type }) => `  ${time(recordedAt)} ${type}`),
    `  bus:   ${order.events.map(({ topic }) => topic).join(", ") || "nothing"}`,
    ...faultsAround(order, faults).map(faultLine),
  ];
}

function rowsOf({ saga, payment, hold, captures, notifications, mails }: OrderFile): string {
  const steps = saga?.steps.map(({ name, status }) => `${name} ${status}`).join(", ");
  const taken = captures.map(({ amount, refunded }) => `${amount}−${refunded}`);
  return [
    `saga ${saga ? `${saga.status} (${steps})` : "none"}`,
    `payment ${payment?.status ?? "none"}`,
    `hold ${hold?.state ?? "none"}`,
    `captures ${taken.join("; ") || "none"}`,
    `${notifications.length} notifications`,
    `${mails.length} mails`,
  ].join(" · ");
}

function ofBook({ stock, changes, shown }: BookFile): string[] {
  return [
    `  now: ${JSON.stringify(stock)}, shown ${shown}`,
    ...changes
      .slice(-CHANGES_SHOWN)
      .map(({ before, after }) => `  ${JSON.stringify(before)} → ${JSON.stringify(after)}`),
  ];
}

/** Those that landed between the first and the last thing that is known of the order. */
function faultsAround({ view, events }: OrderFile, faults: readonly FaultRecord[]): FaultRecord[] {
  const times = [
    ...(view
      ? [view.createdAt, ...view.timeline.map(({ at }) => at)].map((at) => Date.parse(at))
      : []),
    ...events.map(({ at }) => at.getTime()),
  ];
  const from = Math.min(...times) - AFTERMATH_MS;
  const until = Math.max(...times) + AFTERMATH_MS;
  return faults
    .filter(({ landed }) => landed && from <= Number(landed.at) && Number(landed.at) <= until)
    .slice(-FAULTS_SHOWN);
}

function faultLine({ fault, landed }: FaultRecord): string {
  return `  ${landed ? time(landed.at) : ""} fault ${fault.id}, ${fault.kind}: ${landed?.what}`;
}

function time(at: Date): string {
  return at.toISOString().slice(11, 23);
}
