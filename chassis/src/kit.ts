import type { Charge } from "@quad/charge";
import type { Clock } from "@quad/clock";
import type { Database, Tx } from "@quad/database";
import type { EventStore } from "@quad/event-store";
import type { Locks } from "@quad/lock";
import type { Mailer } from "@quad/mailer";
import type { Ask } from "@quad/rpc";
import type { Sagas } from "@quad/saga";
import type { Logger } from "@quad/telemetry";

/** What the chassis hands to a service. Nothing a service does needs more than its kit. */
export interface Kit {
  readonly service: string;
  /** The settings that the manifest declares, by name. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly log: Logger;
  readonly clock: Clock;
  /** A fresh UUIDv7. */
  newId(): string;
  /** A secret of this service for one purpose; the same on every start of this home. */
  secret(purpose: string): string;
  /** Base URL of another service, or undefined while it is not known. */
  addressOf(service: string): string | undefined;
  /** Asks another service, and waits for its answer. */
  readonly ask: Ask;
}

/** A kit with a database of the service's own. */
export interface DatabaseKit<Schema> extends Kit {
  readonly database: Database<Schema>;
}

/** A kit for the sagas that the manifest defines. They begin in transactions of the database. */
export interface SagaKit<Schema> extends DatabaseKit<Schema> {
  readonly sagas: Sagas<Tx<Schema>>;
}

/** A kit for a service whose state is streams of events, written in its own transactions. */
export interface EventsKit<Schema> extends DatabaseKit<Schema> {
  readonly events: EventStore<Tx<Schema>>;
}

/** Ports that a manifest may ask for by name. */
export interface OptionalPorts {
  readonly charge: Charge;
  readonly locks: Locks;
  readonly mailer: Mailer;
}
