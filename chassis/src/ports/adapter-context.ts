import type { Clock } from "@quad/clock";
import type { Database } from "@quad/database";
import type { Upcasters } from "@quad/event-store";
import type { SagaObserver, SagaOptions } from "@quad/saga";
import type { Logger } from "@quad/telemetry";

/** What an adapter may need besides its settings. A module outside Quad is given the same. */
export interface AdapterContext {
  readonly url: URL;
  readonly clock: Clock;
  readonly log: Logger;
  /** The URL of a database of the adapter's own on the campus's server; created when missing. */
  databaseUrl(name: string): Promise<string>;
  /** Of this port, for one purpose: the same in every process. */
  secret(purpose: string): string;
  /** Base URL of a service, or undefined while it is not known. */
  addressOf(service: string): string | undefined;
}

/** Of what lies in the database of one service, to be written in that service's transactions. */
interface StateContext {
  readonly url: URL;
  readonly clock: Clock;
  readonly log: Logger;
  /** Started before the adapter, stopped after it. */
  readonly database: Database<unknown>;
  /** Of the same database. */
  readonly databaseUrl: string;
}

export interface EventStoreContext extends StateContext {
  readonly upcasters: Upcasters;
}

export interface SagaContext extends StateContext {
  readonly definitions: SagaOptions["definitions"];
  /** Sagas that are worked on at the same time; 0 works on none. */
  readonly concurrencyMax?: number;
  readonly observer?: SagaObserver;
}
