import type { Clock } from "@quad/clock";
import type { Database, Tx } from "@quad/database";
import type { EventStore } from "@quad/event-store";
import type { Ask } from "@quad/rpc";
import type { Sagas } from "@quad/saga";
import type { Logger } from "@quad/telemetry";
import type { ServiceFacts } from "./campus/service-facts.ts";
import type { Compute } from "./compute/computation.ts";
import type { SharedPorts } from "./ports/ports.ts";

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
  /** Every service of the campus, wherever it runs. */
  readonly services: readonly ServiceFacts[];
  /** Base URL of another service, or undefined while it is not known. */
  addressOf(service: string): string | undefined;
  /** Asks another service, and waits for its answer. */
  readonly ask: Ask;
  /** Does CPU-bound work on another thread, so that nothing else of the process waits for it. */
  readonly compute: Compute;
}

/** A kit with a database of the service's own. */
export interface DatabaseKit<Schema> extends Kit {
  readonly database: Database<Schema>;
}

/** Of the database that a kit has. */
export type SchemaOf<K> = K extends DatabaseKit<infer Schema> ? Schema : never;

/** A kit for the sagas that the manifest defines. They begin in transactions of the database. */
export interface SagaKit<Schema> extends DatabaseKit<Schema> {
  readonly sagas: Sagas<Tx<Schema>>;
}

/** A kit for a service whose state is streams of events, written in its own transactions. */
export interface EventsKit<Schema> extends DatabaseKit<Schema> {
  readonly events: EventStore<Tx<Schema>>;
}

/** A kit with what the service itself keeps in memory or runs beside; see `Manifest.resources`. */
export interface ResourcesKit<Resources> extends Kit {
  readonly resources: Resources;
}

/** Ports that a manifest may ask for by name. Events go by the tables of the manifest instead. */
export type OptionalPorts = Omit<SharedPorts, "bus">;
