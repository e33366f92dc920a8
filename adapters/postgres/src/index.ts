export { type PostgresBusOptions, postgresBus } from "./bus/postgres-bus.ts";
export {
  type PostgresSimulatedChargeOptions,
  postgresSimulatedCharge,
} from "./charge/postgres-simulated-charge.ts";
export {
  type PostgresEventStoreOptions,
  postgresEventStore,
} from "./event-store/postgres-event-store.ts";
export { type PostgresMailboxOptions, postgresMailbox } from "./mailbox/postgres-mailbox.ts";
