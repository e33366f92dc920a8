import type { ArmedFault, PointFault } from "../agent/armed-fault.ts";
import { TWIN } from "../campus/twin.ts";
import type { Dice } from "./dice.ts";
import type { Fault, FaultKind } from "./fault.ts";

/** Who takes part in an order, who hears of it, and the door. */
const WORKERS = ["orders", "inventory", "payments", "notifications"] as const;
const EVERYBODY = [...WORKERS, "catalog", "cart", "gateway"] as const;
/** Both coordinators of the saga. */
const COORDINATORS = ["orders", TWIN] as const;

/** The writes of any service that has a database: its own, the outbox's and the bus's. */
const STATEMENTS = [
  ...["begin", "insert into", "update", "commit"],
  // The outbox: written to, emptied.
  ...["with slots", "with relay_turn"],
  // The inbox.
  "insert into quad_inbox",
  // The bus: published, claimed, given back.
  ...["with turn", "with chosen", "with settled"],
] as const;
/** What the coordinator writes: a saga begun, claimed, moved; its lease. */
const SAGA_STATEMENTS = [
  "insert into quad_saga.saga",
  "with due",
  "update quad_saga.saga",
  "with swept",
] as const;

/** What it takes to keep the history, to cancel and to return: writes that are rarer. */
const NAMED_POINTS = [
  ...COORDINATORS.flatMap((target) => [
    [target, "select * from quad_events.append"] as const,
    // The positions of what was appended, and how far a read model has come.
    [target, "select more, positions, head from quad_events.look"] as const,
    [target, "update quad_events.checkpoint"] as const,
  ]),
  ["payments", 'insert into "refund"'],
  ["payments", 'update "refund"'],
  ["payments", 'update "payment"'],
  // The provider's side.
  ["payments", 'insert into "refund_key"'],
  ["inventory", 'insert into "taken_back"'],
  ["inventory", 'update "hold"'],
  ["inventory", 'update "stock_item"'],
] as const;
const NAMED_PER_MILLE = 350;

const OCCURRENCE_MAX = 4;
const CALL_DELAY_MS_MAX = 1_500;
const PUBLISH_DELAY_MS_MAX = 1_000;
/** Some longer than the lease of a coordinator (5 s) and of a member of the bus (10 s): fewer. */
const PAUSES_MS = [300, 300, 1_000, 1_000, 3_000, 7_000, 12_000] as const;
const RANKS = 16;
const AGAIN_MAX = 40;

type Draw = (dice: Dice, id: string) => Omit<Fault, "kind">;
interface Row {
  /** Out of all shares. What takes a process down for seconds is rarer than what does not. */
  readonly share: number;
  readonly draw: Draw;
}

/** Every kind and how often it comes; the provider's come with the checkouts. */
const MIX: Readonly<Record<Exclude<FaultKind, "provider">, Row>> = {
  "kill at a point": { share: 70, draw: (dice, id) => pointFault("kill", dice, id) },
  "kill the coordinator at a point": {
    share: 40,
    draw: (dice, id) => {
      const statement = dice.pick(SAGA_STATEMENTS);
      const armed = { id, kind: "kill" as const, ...pointAt(dice, statement) };
      return byAgent(id, dice.pick(COORDINATORS), armed);
    },
  },
  "kill at any instant": {
    share: 50,
    draw: (dice, id) => byAgent(id, dice.pick([...EVERYBODY, TWIN]), { id, kind: "kill-now" }),
  },
  pause: {
    share: 40,
    draw: (dice, id) => ({ ...pointFault("pause", dice, id), pauseMs: dice.pick(PAUSES_MS) }),
  },
  "cut a connection at a point": { share: 170, draw: (dice, id) => pointFault("sever", dice, id) },
  "cut all connections": {
    share: 60,
    draw: (dice, id) => ({ id, target: dice.pick(WORKERS), by: "cut" }),
  },
  "slow call": { share: 110, draw: (dice, id) => callFault("slow", dice, id) },
  "dropped call": { share: 140, draw: (dice, id) => callFault("drop", dice, id) },
  "duplicated messages": { share: 90, draw: (dice, id) => publishFault("duplicate", dice, id) },
  "reordered messages": { share: 90, draw: (dice, id) => publishFault("reorder", dice, id) },
  "late messages": { share: 60, draw: (dice, id) => publishFault("late", dice, id) },
  "messages again": {
    share: 80,
    draw: (dice, id) => ({
      id,
      target: dice.pick([...WORKERS, "catalog", "cart"]),
      by: "again",
      messages: dice.between(1, AGAIN_MAX),
      salt: id,
    }),
  },
  "kill Postgres": { share: 6, draw: (_, id) => ({ id, target: "postgres", by: "postgres" }) },
};

export function drawFault(dice: Dice, nth: number): Fault {
  const rows = Object.entries(MIX) as [FaultKind, Row][];
  let at = dice.roll(rows.reduce((sum, [, { share }]) => sum + share, 0));
  for (const [kind, { share, draw }] of rows) {
    if (at < share) return { ...draw(dice, `f${nth}`), kind } as Fault;
    at -= share;
  }
  throw new TypeError("The shares do not add up.");
}

function byAgent(id: string, target: string, armed: ArmedFault): Omit<Fault, "kind"> {
  return { id, target, by: "agent", armed, pauseMs: 0 } as Omit<Fault, "kind">;
}

function pointFault(kind: PointFault["kind"], dice: Dice, id: string): Omit<Fault, "kind"> {
  const [target, statement] = dice.perMille(NAMED_PER_MILLE)
    ? dice.pick(NAMED_POINTS)
    : [dice.pick([...WORKERS, ...WORKERS, TWIN, "catalog", "cart"]), dice.pick(STATEMENTS)];
  return byAgent(id, target, { id, kind, ...pointAt(dice, statement) });
}

function pointAt(dice: Dice, statement: string) {
  const when = dice.pick(["before", "after"] as const);
  return { statement, when, occurrence: dice.between(1, OCCURRENCE_MAX) };
}

/** Calls between services, and what the gateway asks for the customer. */
function callFault(kind: "slow" | "drop", dice: Dice, id: string): Omit<Fault, "kind"> {
  const [target, path] = dice.pick([
    ["inventory", "/calls/"],
    ["payments", "/calls/"],
    ["orders", "/api/orders"],
    ["gateway", "/api/orders"],
  ] as const);
  const when = dice.pick(["before", "after"] as const);
  const delayMs = dice.between(50, CALL_DELAY_MS_MAX);
  return byAgent(id, target, { id, kind, when, path, delayMs });
}

function publishFault(
  kind: "duplicate" | "reorder" | "late",
  dice: Dice,
  id: string,
): Omit<Fault, "kind"> {
  const delayMs = dice.between(50, PUBLISH_DELAY_MS_MAX);
  const ranks = Array.from({ length: RANKS }, () => dice.roll(1_000));
  // Who publishes nothing, such as the cart, has nothing to repeat.
  return byAgent(id, dice.pick(["orders", "orders", "inventory", "notifications"]), {
    ...{ id, kind, delayMs, ranks },
  });
}
