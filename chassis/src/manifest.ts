import type { SettingDefinitions } from "@quad/config";
import type { EventDefinition } from "@quad/contracts";
import type { Tx } from "@quad/database";
import type { UpcasterSteps } from "@quad/event-store";
import type { Route, RoutePlugin } from "@quad/http";
import type { SagaDefinition } from "@quad/saga";
import type { Consumer } from "./consume/consumer.ts";
import type { Listens } from "./consume/listener.ts";
import type { Job } from "./jobs/job.ts";
import type { Kit, OptionalPorts, SchemaOf } from "./kit.ts";

/** Everything the chassis has to know to run a service: start reading a service here. */
export interface Manifest<K extends Kit> {
  /** Also the name of its database, its consumer group and its path under `/api/`. */
  readonly name: string;
  /** One sentence for the OpenAPI page. */
  readonly summary: string;
  /** Folder of numbered SQL files, with a closing slash. A service without one has no database. */
  readonly migrations?: URL;
  /**
   * Of its database, at the same time: each costs the server 3 MB. Default 3; with events 4, since
   * subscriptions work beside requests and must not have to wait for each other's.
   */
  readonly connections?: number;
  readonly settings?: SettingDefinitions;
  /** The ports it cannot do without; it does not start when one is missing. */
  readonly needs?: Readonly<Record<Extract<keyof K, keyof OptionalPorts>, true>>;
  readonly routes: readonly Route<K>[];
  /** What it answers other services; see `answeringOf`. */
  readonly calls?: readonly Route<K>[];
  /** Raw HTTP beyond the table: only the gateway's proxy and static files. */
  readonly plugins?: (kit: K) => readonly RoutePlugin[];
  readonly consumers?: readonly Consumer<K>[];
  /** What every process hears as it happens, for what it keeps in memory; see `listenersOf`. */
  readonly listens?: Listens<K>;
  /** All versions that may be under way; the kit's `sagas` begin and finish them. */
  readonly sagas?: (kit: K) => readonly SagaDefinition[];
  /** For a service whose state is streams of events: how those of old schemas are read today. */
  readonly upcasters?: UpcasterSteps;
  /** The events it owns: those that its transactions may emit. */
  readonly emits?: readonly EventDefinition[];
  /**
   * Says the present state of what it owns again, for services that joined late: emits what comes
   * after `after`, from the beginning for null. Hearers go by versions, so for all others it is no
   * news.
   */
  readonly announce?: (kit: K, tx: Tx<SchemaOf<K>>, after: string | null) => Promise<AnnouncedPage>;
  /** HTTP statuses for this service's codes where the kind's own status does not fit. */
  readonly statuses?: Readonly<Record<string, number>>;
  /**
   * What it keeps in memory or runs beside, by name: `kit.resources`. Those with a `start` and a
   * `stop` are started before anything uses them and stopped after it. Made before sagas are.
   */
  readonly resources?: (kit: Omit<K, "resources" | "sagas">) => ResourcesOf<K>;
  /** Chores at certain times, each done by one instance of the service. */
  readonly jobs?: readonly Job<K>[];
  /** The names of its read models, which answer below `/api/<name>/read-models`. */
  readonly readModels?: readonly string[];
  /** Runs once, after migrations and before anything is served. */
  readonly prepare?: (kit: K) => Promise<void>;
  /** Why the service cannot do its work yet, or null when it can. */
  readonly ready?: (kit: K) => Promise<string | null>;
}

/** How many facts were said, and after which the next page begins; null after the last. */
export interface AnnouncedPage {
  readonly said: number;
  readonly next: string | null;
}

/** A manifest whose kit type is forgotten, so that services fit into one list. */
export type Service = Manifest<never>;

export function defineService<K extends Kit>(manifest: Manifest<K>): Service {
  return Object.freeze(manifest) as unknown as Service;
}

type ResourcesOf<K> = K extends { readonly resources: infer Resources }
  ? Resources
  : Readonly<Record<string, unknown>>;
