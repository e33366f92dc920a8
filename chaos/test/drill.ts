import { SIMULATED_TOKENS } from "@quad/charge";
import { eventually } from "@quad/testkit";
import type { PointFault } from "../src/agent/armed-fault.ts";
import { leftovers, ordersUnderWay } from "../src/evidence/leftovers.ts";
import { checkout } from "../src/load/checkout.ts";
import type { Run, Verdict } from "../src/open-run.ts";
import type { AgentFault, Fault } from "../src/plan/fault.ts";
import type { Checkout } from "../src/plan/load-step.ts";

const LANDS_WITHIN_MS = 30_000;
const ENDS_WITHIN_MS = 60_000;
let orders = 0;

/** A customer's order of one copy of a book of which there are plenty. Answers its key. */
export async function order(run: Run, changes: Partial<Checkout> = {}): Promise<string> {
  orders++;
  const key = `drill-${orders}`;
  await checkout(run.customer, {
    action: "checkout",
    key,
    lines: [{ book: 10 + (orders % 10), quantity: 1 }],
    token: SIMULATED_TOKENS.ok,
    twice: false,
    ...changes,
  });
  return key;
}

let faults = 0;

/** A fault at a point of a process. */
export function atPoint(
  kind: PointFault["kind"],
  target: string,
  at: Pick<PointFault, "statement" | "when"> & { occurrence?: number },
  pauseMs = 0,
): AgentFault {
  const armed = { id: `drill-${faults++}`, kind, occurrence: 1, ...at };
  return { id: armed.id, kind: "kill at a point", target, by: "agent", armed, pauseMs };
}

/** Injects a fault and orders books until it has landed; answers what it hit. */
export async function strike(run: Run, fault: Fault): Promise<string> {
  const { desk } = run;
  const landed = () => desk.records.find((record) => record.fault.id === fault.id)?.landed;
  await desk.inject(fault);
  const { what } = await eventually(
    async () => {
      const hit = landed();
      if (hit) return hit;
      await order(run);
      return landed() ?? null;
    },
    {
      withinMs: LANDS_WITHIN_MS,
      what: `${fault.id} to land on ${fault.target}`,
      until: (hit) => hit !== null,
    },
  ).then((hit) => hit ?? { what: "" });
  return what;
}

/** Every order has come to its end, as far as its coordinator is concerned. */
export async function settled({ campus }: Run): Promise<void> {
  await eventually(() => ordersUnderWay(campus.databases), {
    ...{ withinMs: ENDS_WITHIN_MS, what: "all orders to be at their end" },
    until: (underWay) => underWay === 0,
  });
}

/** Everybody has heard of it, too. */
export async function quiet({ campus }: Run): Promise<void> {
  await eventually(() => leftovers(campus.databases), {
    ...{ withinMs: ENDS_WITHIN_MS, what: "the campus to be quiet" },
    until: (left) => left.length === 0,
  });
}

/** Names of the invariants that do not hold. */
export function violated({ findings }: Verdict): string[] {
  return findings
    .filter(({ violations }) => violations.length > 0)
    .map(({ invariant }) => invariant.name);
}
