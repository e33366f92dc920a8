/** What the harness asks the agent inside a process to do, once each. */
export type ArmedFault = PointFault | CallFault | PublishFault | InstantFault;

/** A point between two writes: right before a statement is sent, or right after it was done. */
export interface Point {
  /** The statement, as the beginning of its text in lower case. */
  readonly statement: string;
  readonly when: "before" | "after";
  /** The how-manieth such statement, from 1, counted from when the fault is armed. */
  readonly occurrence: number;
}

/** At a point: the process dies, stops until it is woken, or loses the connection it uses. */
export interface PointFault extends Point {
  readonly id: string;
  readonly kind: "kill" | "pause" | "sever";
}

/** The process dies wherever it is. */
export interface InstantFault {
  readonly id: string;
  readonly kind: "kill-now";
}

/** A request that this process is asked: late, or broken off. */
export interface CallFault {
  readonly id: string;
  readonly kind: "slow" | "drop";
  /** Before it is heard, or when its answer is made. */
  readonly when: "before" | "after";
  /** The beginning of its path. */
  readonly path: string;
  readonly delayMs: number;
}

/** What this process publishes on the bus: twice, in another order across keys, or late. */
export interface PublishFault {
  readonly id: string;
  readonly kind: "duplicate" | "reorder" | "late";
  readonly delayMs: number;
  /** Of the messages in their new order; a long batch begins again with the first. */
  readonly ranks: readonly number[];
}

/** From the harness to an agent. */
export type Command =
  | { readonly type: "arm"; readonly fault: ArmedFault }
  | { readonly type: "disarm"; readonly id: string };

/** An agent's first word to the harness. */
export interface Hello {
  readonly name: string;
  readonly pid: number;
  readonly listen: string;
}

/** A line of the file in which agents note what struck, at once, also right before they die. */
export interface Landing {
  readonly id: string;
  readonly name: string;
  readonly pid: number;
  readonly at: string;
  /** What was hit: the statement, the request, the messages. */
  readonly what: string;
}
