import { systemClock } from "@quad/clock";
import type { Database, Tx } from "@quad/database";
import { type SagaOptions, type Sagas, sagaCoordinator } from "@quad/saga";
import { postgresSagaStore } from "./postgres-saga-store.ts";

export interface PostgresSagaOptions<Schema> extends SagaOptions {
  /** The service's own, started before and stopped after. */
  readonly database: Database<Schema>;
  /** Of the same database, for its migrations. */
  readonly url: string;
}

/**
 * Sagas in a service's own database, in the schema `quad_saga`, which the first start creates.
 * `within` takes a transaction of that database. Errors of `start`: SAGAS_UNAVAILABLE, and those
 * of a migration.
 */
export function postgresSagas<Schema>(options: PostgresSagaOptions<Schema>): Sagas<Tx<Schema>> {
  const { database, url, ...rest } = options;
  const { clock = systemClock } = rest;
  return sagaCoordinator({ ...rest, store: postgresSagaStore({ database, url, clock }) });
}
