export { type Cluster, type ClusterOptions, cluster } from "./cluster.ts";
export { type ConnectOptions, connect, waitForServer } from "./connect.ts";
export { connectionLimit } from "./connection-limit.ts";
export type { Database, Tx } from "./database.ts";
export { databaseErrors } from "./database-errors.ts";
export {
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
  embeddedPostgres,
} from "./embedded/embedded-postgres.ts";
export { type Answer, type IdempotentRequest, idempotent } from "./idempotent.ts";
export { firstTime } from "./inbox.ts";
export { migrate } from "./migrate.ts";
export { type DatabaseOptions, openDatabase } from "./open-database.ts";
export { type OutboxRelayOptions, outboxRelay } from "./outbox-relay.ts";
export type { MigrationFolder } from "./read-migrations.ts";
export { hasEvents } from "./relay-batches.ts";
export { WAITING_EVENTS_MAX, waitingEvents } from "./waiting-events.ts";
