import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { SIMULATED_TOKENS } from "@quad/charge";
import { eventually } from "@quad/testkit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ArmedFault, PublishFault } from "../src/agent/armed-fault.ts";
import { openRun, type Run } from "../src/open-run.ts";
import type { AgentFault } from "../src/plan/fault.ts";
import { atPoint, order, quiet, strike, violated } from "./drill.ts";
import { PROOFS } from "./guard-drills.ts";

const PATIENCE_MS = 30_000;
const PAUSE_MS = 3_000;
const DELAY_MS = 1_500;

/** Each fault is seen to do what it says, and to be over afterwards. */
describe("a fault", () => {
  let run: Run;
  beforeAll(async () => {
    run = await openRun();
  });
  afterAll(() => run[Symbol.asyncDispose]());

  test.each([
    ["kill at a point", atPoint("kill", "inventory", { statement: "commit", when: "before" })],
    [
      "kill the coordinator at a point",
      atPoint("kill", "orders", { statement: "update quad_saga.saga", when: "after" }),
    ],
  ])("%s: the process is another, and orders go on", async (_, fault) => {
    const before = pidOf(fault.target);
    await strike(run, fault);
    await becomes(
      "the process to be started again",
      () => (pidOf(fault.target) ?? before) !== before,
    );
    await goesOn();
  });

  test("kill at any instant: the process is another", async () => {
    const before = pidOf("notifications");
    await run.desk.inject(byAgent("notifications", { id: "now", kind: "kill-now" }));
    await becomes("another process", () => (pidOf("notifications") ?? before) !== before);
    await goesOn();
  });

  test("pause: the process stands still, then goes on", async () => {
    const at = { statement: "insert into", when: "before" } as const;
    // Long enough to be seen, also by who is seldom given the processor.
    const fault = atPoint("pause", "payments", at, PAUSE_MS);
    const struck = strike(run, fault);
    const pid = pidOf("payments") ?? 0;
    await becomes("the process to stand still", async () => (await stateOf(pid)).startsWith("T"));
    await struck;
    await becomes("the process to go on", async () => !(await stateOf(pid)).startsWith("T"));
    expect(pidOf("payments")).toBe(pid);
    await goesOn();
  });

  test("cut a connection at a point: the statement is not answered, and orders go on", async () => {
    const fault = atPoint("sever", "orders", { statement: "commit", when: "after" });
    expect(await strike(run, fault)).toContain("commit");
    await goesOn();
  });

  test("cut all connections: the service has others", async () => {
    const before = await connectionsOf("payments");
    await eventually(
      async () => {
        const ordering = order(run);
        const id = `cut-${performance.now()}`;
        await run.desk.inject({ id, kind: "cut all connections", target: "payments", by: "cut" });
        await ordering;
        return landed(id);
      },
      { withinMs: PATIENCE_MS, what: "connections at work to be cut" },
    );
    await goesOn();
    const after = await connectionsOf("payments");
    expect(after.filter((pid) => before.includes(pid))).toEqual([]);
  });

  test("provider: a charge whose answer is lost takes the money once", async () => {
    await order(run, { token: SIMULATED_TOKENS.timeout });
    await goesOn();
    const [id = ""] = [...run.customer.log.checkouts.values()].at(-1)?.orderIds ?? [];
    const captures = await run.campus.databases.rows(
      "charge",
      "select from capture where reference = $1",
      [id],
    );
    expect(captures).toHaveLength(1);
  });

  test("slow call: the answer comes late, the next one does not", async () => {
    await strike(run, call("slow", "payments", "/calls/"));
    const before = performance.now();
    await run.desk.inject(call("slow", "gateway", "/api/orders"));
    await order(run);
    expect(performance.now() - before).toBeGreaterThan(DELAY_MS - 100);
    await goesOn();
  });

  test("dropped call: no answer, then the same order", async () => {
    const path = "/api/orders";
    await run.desk.inject(call("drop", "gateway", path));
    const nobody = await run.customer.shop.once({ method: "GET", path: `${path}/none` });
    expect(nobody).toBeUndefined();
    const somebody = await run.customer.shop.once({ method: "GET", path: `${path}/none` });
    expect(somebody).toBeDefined();
    await strike(run, call("drop", "inventory", "/calls/"));
    await goesOn();
  });

  test("duplicated messages: the bus has them twice", async () => {
    await strike(run, publishing("duplicate"));
    await goesOn();
    const twice = await run.campus.databases.rows(
      "bus",
      "select id from message group by id having count(*) > 1",
    );
    expect(twice).not.toEqual([]);
  });

  test("reordered messages: they come in another order, and are heard", async () => {
    const fault = publishing("reorder", "orders");
    await run.desk.inject(fault);
    await becomes("messages of several keys to change places", async () => {
      await Promise.all(Array.from({ length: 10 }, () => order(run)));
      return landed(fault.id);
    });
    await goesOn();
  });

  test("late messages: they are published later, and heard", async () => {
    await strike(run, publishing("late"));
    await goesOn();
    const late = await run.campus.databases.rows(
      "bus",
      `select from message where topic = 'notifications.notification-sent'
         and published_at - event_time > $1 * interval '1 ms'`,
      [DELAY_MS],
    );
    expect(late).not.toEqual([]);
  });

  test("messages again: the group has to hear them once more", async () => {
    await goesOn();
    const fault = { kind: "messages again", target: "notifications", by: "again" } as const;
    await run.desk.inject({ ...fault, id: "again", messages: 40, salt: "1" });
    expect(landed("again")).toBe(true);
    await goesOn();
  });

  test("kill Postgres: the server is another, and orders go on", async () => {
    const before = await run.campus.databases.serverPid();
    const orders = Promise.all(Array.from({ length: 10 }, () => order(run)));
    await run.desk.inject({ id: "pg", kind: "kill Postgres", target: "postgres", by: "postgres" });
    await becomes(
      "another server",
      async () => (await run.campus.databases.serverPid()) !== before,
    );
    await orders;
    await goesOn();
  });

  /** The same that find a guard that is missing. */
  test.each(Object.entries(PROOFS))(
    "the drill of a guard, with the guard in place: %s",
    async (_, { drill }) => {
      await drill(run);
    },
  );

  test("none of them broke anything", async () => {
    const verdict = await run.finish();
    expect(violated(verdict), JSON.stringify(verdict.findings)).toEqual([]);
  });

  const pidOf = (name: string) => run.campus.control.processes.get(name)?.pid;
  const landed = (id: string) =>
    run.desk.records.some((record) => record.fault.id === id && record.landed !== undefined);
  const becomes = (what: string, check: () => boolean | Promise<boolean>) =>
    eventually(check, { withinMs: PATIENCE_MS, what });

  /** The symptom has cleared: an order is placed and comes to its end. */
  async function goesOn(): Promise<void> {
    await order(run);
    await quiet(run);
  }

  async function connectionsOf(service: string): Promise<number[]> {
    const rows = await run.campus.databases.rows<{ pid: number }>(
      "postgres",
      "select pid from pg_stat_activity where usename = $1",
      [`quad_${service}`],
    );
    return rows.map(({ pid }) => pid);
  }
});

let calls = 0;

function byAgent(target: string, armed: ArmedFault): AgentFault {
  return { id: armed.id, kind: "kill at any instant", target, by: "agent", armed, pauseMs: 0 };
}

function call(kind: "slow" | "drop", target: string, path: string): AgentFault {
  const armed = { id: `call-${calls++}`, kind, when: "before", path, delayMs: DELAY_MS } as const;
  return byAgent(target, armed);
}

function publishing(kind: PublishFault["kind"], target = "notifications"): AgentFault {
  const armed = { id: `publishing-${kind}`, kind, delayMs: DELAY_MS, ranks: [3, 1, 2] };
  return byAgent(target, armed);
}

async function stateOf(pid: number): Promise<string> {
  const { stdout } = await promisify(execFile)("ps", ["-o", "state=", "-p", String(pid)]);
  return stdout.trim();
}
