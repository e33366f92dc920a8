import type { ArmedFault } from "../agent/armed-fault.ts";

/** What can be done to a campus, as the report counts it. */
export const FAULT_KINDS = [
  "kill at a point",
  "kill the coordinator at a point",
  "kill at any instant",
  "pause",
  "cut a connection at a point",
  "cut all connections",
  "provider",
  "slow call",
  "dropped call",
  "duplicated messages",
  "reordered messages",
  "late messages",
  "messages again",
  "kill Postgres",
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

/** A fault of the plan. The provider's come with the checkouts: see `Checkout.token`. */
export type Fault = AgentFault | CutFault | AgainFault | PostgresFault;

interface Planned {
  readonly id: string;
  readonly kind: FaultKind;
  /** A service, or `orders-twin`. */
  readonly target: string;
}

/** By the agent in the process. */
export interface AgentFault extends Planned {
  readonly by: "agent";
  readonly armed: ArmedFault;
  /** Of a pause. */
  readonly pauseMs: number;
}

/** The server ends every connection of the service. */
export interface CutFault extends Planned {
  readonly by: "cut";
}

/** The bus delivers once more what a group has handled already. */
export interface AgainFault extends Planned {
  readonly by: "again";
  readonly messages: number;
  readonly salt: string;
}

/** The database server dies. */
export interface PostgresFault extends Planned {
  readonly by: "postgres";
}
