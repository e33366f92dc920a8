export { type PostgresBusOptions, postgresBus } from "./bus/postgres-bus.ts";
export {
  type PostgresSimulatedChargeOptions,
  postgresSimulatedCharge,
} from "./charge/postgres-simulated-charge.ts";
export {
  type PostgresEventStoreOptions,
  postgresEventStore,
} from "./event-store/postgres-event-store.ts";
export { type PostgresLocksOptions, postgresLocks } from "./lock/postgres-locks.ts";
export { type PostgresMailboxOptions, postgresMailbox } from "./mailbox/postgres-mailbox.ts";
export { postgresSagaStore } from "./saga/postgres-saga-store.ts";
export { type PostgresSagaOptions, postgresSagas } from "./saga/postgres-sagas.ts";
