import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isReady } from "@quad/readiness";
import { bookIds, placeOrder, stockUp } from "./order-client.ts";
import { printResult } from "./print-result.ts";
import { type ScratchCampus, scratchCampus } from "./scratch-campus.ts";

const BOOKS = 20;
const COPIES = 100_000;
const PLACE_EVERY_MS = 250;
const LOOK_EVERY_MS = 50;
/** Before the first kill, and between the end of one recovery and the next kill. */
const STEADY_MS = 4_000;
const RECOVERED_WITHIN_MS = 60_000;

interface Process {
  readonly pid: number | null;
}

/** An order of the load; instants in milliseconds of this process. */
interface Placed {
  readonly at: number;
  confirmedAt: number;
}

/** Kills each service of a campus in turn, while orders come in steadily. */
export async function recovery(): Promise<void> {
  const campus = await scratchCampus({ isolate: true });
  const orders: Placed[] = [];
  const over = new AbortController();
  const rows: (string | number)[][] = [];
  try {
    const load = steadyLoad(campus.url, orders, over.signal);
    for (const service of Object.keys(await processes(campus))) {
      await until(() => confirmedSince(orders, performance.now() - STEADY_MS) > 0, "orders");
      await sleep(STEADY_MS);
      rows.push([service, ...(await recoveryOf(campus, service, orders))]);
    }
    over.abort();
    await load;
  } finally {
    await campus.stop();
  }
  printResult(
    `Recovery after SIGKILL, an order placed every ${PLACE_EVERY_MS} ms (isolated, durable Postgres)`,
    ["killed", "back and ready", "first order placed later confirmed", "longest gap"],
    rows,
  );
  const lost = orders.filter(({ confirmedAt }) => confirmedAt === 0).length;
  process.stdout.write(`${orders.length} orders, ${lost} of them not confirmed at the end.\n`);
}

async function recoveryOf(
  campus: ScratchCampus,
  service: string,
  orders: readonly Placed[],
): Promise<string[]> {
  const pid = (await processes(campus))[service]?.pid;
  if (!pid) throw new Error(`${service} does not run.`);
  const killedAt = performance.now();
  process.kill(pid, "SIGKILL");
  let backMs = 0;
  const isBack = async () => {
    backMs ||= (await isReplaced(campus, service, pid)) ? performance.now() - killedAt : 0;
    return backMs > 0;
  };
  const first = () => orders.find(({ at, confirmedAt }) => at > killedAt && confirmedAt > 0);
  const waits = () => orders.some(({ at, confirmedAt }) => at < killedAt && confirmedAt === 0);
  await until(isBack, `${service} to be back`);
  await until(() => first() !== undefined && !waits(), "the orders under way to be confirmed");
  const confirmedMs = (first()?.confirmedAt ?? 0) - killedAt;
  return [backMs, confirmedMs, longestGapMs(orders, killedAt)].map((ms) => `${Math.round(ms)} ms`);
}

/** Places an order every now and then, each followed to its confirmation, whatever is down. */
async function steadyLoad(url: string, orders: Placed[], over: AbortSignal): Promise<void> {
  const books = await bookIds(url, BOOKS);
  await stockUp(url, books, COPIES);
  const following: Promise<void>[] = [];
  for (let nth = 0; !over.aborted; nth++) {
    const order = { at: performance.now(), confirmedAt: 0 };
    orders.push(order);
    following.push(follow(url, books[nth % books.length] ?? "", order));
    await sleep(PLACE_EVERY_MS);
  }
  await Promise.all(following);
}

async function follow(url: string, bookId: string, order: Placed): Promise<void> {
  const key = crypto.randomUUID();
  const deadline = performance.now() + RECOVERED_WITHIN_MS;
  let id: string | undefined;
  while (performance.now() < deadline) {
    id ??= await placeOrder(url, bookId, key).catch(() => undefined);
    if (id && (await statusOf(`${url}/api/orders/${id}`)) === "confirmed") {
      order.confirmedAt = performance.now();
      return;
    }
    await sleep(LOOK_EVERY_MS);
  }
}

async function statusOf(url: string): Promise<string | undefined> {
  const response = await fetch(url).catch(() => null);
  const order = (await response?.json().catch(() => null)) as { status?: string } | null;
  return order?.status;
}

/** Of the supervisor's record. */
async function processes({ home }: ScratchCampus): Promise<Readonly<Record<string, Process>>> {
  const run = JSON.parse(await readFile(join(home, "run", "campus.json"), "utf8"));
  return (run as { processes: Record<string, Process> }).processes;
}

async function isReplaced(
  campus: ScratchCampus,
  service: string,
  oldPid: number,
): Promise<boolean> {
  const pid = (await processes(campus))[service]?.pid;
  if (!pid || pid === oldPid) return false;
  return isReady(campus.url);
}

function confirmedSince(orders: readonly Placed[], since: number): number {
  return orders.filter(({ confirmedAt }) => confirmedAt > since).length;
}

/** Between two confirmations, of which the later came after the kill. */
function longestGapMs(orders: readonly Placed[], killedAt: number): number {
  const ends = orders.map(({ confirmedAt }) => confirmedAt).filter((at) => at > 0);
  const inOrder = ends.sort((one, other) => one - other);
  const gaps = inOrder.map((at, index) => (at > killedAt ? at - (inOrder[index - 1] ?? at) : 0));
  return Math.max(...gaps);
}

async function until(isSo: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const deadline = performance.now() + RECOVERED_WITHIN_MS;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`Waited in vain for ${what}.`);
    await sleep(LOOK_EVERY_MS);
  }
}
