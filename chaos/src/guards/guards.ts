/** What keeps a promise, and how it looks when it is taken away. */
export interface Guard {
  /** What happens without it. */
  readonly without: string;
  readonly swap: Swap;
}

/** A piece of a source file, and what a process loads in its place. */
export interface Swap {
  /** From the root of the repository. */
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

export type GuardName =
  | "inbox"
  | "outbox"
  | "compensation"
  | "fencing"
  | "idempotency key of a charge"
  | "idempotency key of a refund"
  | "idempotency key of an order";

export const guards: Readonly<Record<GuardName, Guard>> = {
  inbox: {
    without: "a message that was heard before has its effect again",
    swap: {
      file: "libs/database/src/transaction/inbox.ts",
      from: "return numAffectedRows === 1n;",
      to: "return true;",
    },
  },
  outbox: {
    without: "events are written after the transaction, so a crash in between loses them",
    swap: {
      file: "libs/database/src/transaction/transactions.ts",
      from: `      if (events.list.length > 0) await writeOutbox(sql, events.list);
      return answer;
    });`,
      to: `      return answer;
    });
    if (events.list.length > 0) {
      await kysely.transaction().execute((later) => writeOutbox(later, events.list));
    }`,
    },
  },
  compensation: {
    without: "when the payment is declined, nothing of the order is undone",
    swap: {
      file: "ports/saga/src/perform-call.ts",
      from: "await step.compensate?.(",
      to: "if (step.name === undefined) await step.compensate?.(",
    },
  },
  fencing: {
    without: "a coordinator that slept goes on with sagas that have passed to another",
    swap: {
      file: "adapters/postgres/src/saga/saga-statements.ts",
      from: "where saga.id = given.id and saga.epoch = given.epoch",
      to: "where saga.id = given.id",
    },
  },
  "idempotency key of a charge": {
    without: "the provider is asked again as if for the first time",
    swap: {
      file: "services/payments/src/charge-order.ts",
      from: "charge.capture({ idempotencyKey: paymentId,",
      to: "charge.capture({ idempotencyKey: crypto.randomUUID(),",
    },
  },
  "idempotency key of a refund": {
    without: "the provider gives back once more what it has given back",
    swap: {
      file: "services/payments/src/give-back.ts",
      from: "const request = { idempotencyKey: refundId,",
      to: "const request = { idempotencyKey: crypto.randomUUID(),",
    },
  },
  "idempotency key of an order": {
    without: "a request that is repeated places another order",
    swap: {
      file: "libs/database/src/transaction/idempotent.ts",
      from: "if (numAffectedRows === 1n) {",
      to: "if (numAffectedRows >= 0n) {",
    },
  },
};
