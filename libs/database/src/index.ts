export { type Cluster, type ClusterOptions, cluster } from "./cluster.ts";
export { type ConnectOptions, connect, waitForServer } from "./connection/connect.ts";
export { connectionLimit } from "./connection/connection-limit.ts";
export type { Database, Tx } from "./database.ts";
export { databaseErrors } from "./database-errors.ts";
export {
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
  embeddedPostgres,
} from "./embedded/embedded-postgres.ts";
export { migrate } from "./migrations/migrate.ts";
export type { MigrationFolder } from "./migrations/read-migrations.ts";
export { type DatabaseOptions, openDatabase } from "./open-database.ts";
export { type EventFields, eventFieldsOf, eventOf } from "./outbox/event-of.ts";
export { type OutboxRelayOptions, outboxRelay } from "./outbox/outbox-relay.ts";
export { hasEvents } from "./outbox/relay-batches.ts";
export { WAITING_EVENTS_MAX, waitingEvents } from "./outbox/waiting-events.ts";
export { type Answer, type IdempotentRequest, idempotent } from "./transaction/idempotent.ts";
export { firstTime } from "./transaction/inbox.ts";
