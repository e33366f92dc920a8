import type { RecordedEvent } from "@quad/event-store";
import type { FaultRecord } from "../faults/fault-desk.ts";
import type { ClientLog } from "../load/client-log.ts";

/** All that is known after a run, from every side. Invariants look at nothing else. */
export interface Evidence {
  readonly clients: ClientLog;
  readonly orders: ReadonlyMap<string, OrderFile>;
  readonly books: ReadonlyMap<string, BookFile>;
  /** How the read models of orders differ from what all history comes to. */
  readonly modelFaults: readonly string[];
  /** What should be empty when all is quiet, and is not. */
  readonly leftovers: readonly string[];
  readonly faults: readonly FaultRecord[];
}

/** One order: what each service, the bus, the provider and the mailbox say of it. */
export interface OrderFile {
  readonly id: string;
  /** By its public page; undefined when there is none. */
  readonly view: OrderView | undefined;
  /** Its stream: all that orders recorded about it. */
  readonly history: readonly RecordedEvent[];
  readonly events: readonly PublishedEvent[];
  /** Of its checkout. */
  readonly saga: SagaFile | undefined;
  readonly payment: PaymentFile | undefined;
  readonly captures: readonly CaptureFile[];
  readonly hold: HoldFile | undefined;
  readonly notifications: readonly NotificationFile[];
  readonly mails: readonly { readonly id: string; readonly subject: string }[];
}

export interface OrderView {
  readonly id: string;
  readonly status: string;
  readonly reason: string | null;
  readonly items: readonly ItemView[];
  readonly total: { readonly amount: number; readonly currency: string };
  readonly refunded: { readonly amount: number };
  readonly settled: boolean;
  readonly customer: { readonly name: string };
  readonly createdAt: string;
  readonly timeline: readonly { readonly event: string; readonly at: string }[];
}

export interface ItemView {
  readonly bookId: string;
  readonly quantity: number;
  readonly unitPrice: { readonly amount: number };
  /** Copies that came back. */
  readonly returned: number;
  /** Copies that can still be asked to be returned. */
  readonly returnable: number;
}

/** A message of the bus, in the order of its key. */
export interface PublishedEvent {
  readonly id: string;
  readonly topic: string;
  readonly key: string;
  readonly at: Date;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface SagaFile {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly reason: string | null;
  readonly steps: readonly { readonly name: string; readonly status: string }[];
}

export interface PaymentFile {
  readonly order_id: string;
  readonly status: string;
  readonly amount: number;
}

export interface NotificationFile {
  readonly kind: string;
  readonly return_id: string | null;
}

/** What the provider itself believes. */
export interface CaptureFile {
  readonly reference: string;
  readonly amount: number;
  readonly refunded: number;
}

export interface HoldFile {
  readonly order_id: string;
  readonly state: string;
  readonly lines: readonly { readonly bookId: string; readonly quantity: number }[];
}

export interface BookFile {
  readonly id: string;
  readonly stock: StockFile | undefined;
  /** Every change of its row that was committed, in order. */
  readonly changes: readonly StockChange[];
  readonly events: readonly PublishedEvent[];
  /** Copies for sale as the catalogue shows them. */
  readonly shown: number | null | undefined;
}

export interface StockFile {
  readonly onHand: number;
  readonly reserved: number;
  readonly sold: number;
  readonly version: number;
}

export interface StockChange {
  readonly before: StockFile;
  readonly after: StockFile;
}
