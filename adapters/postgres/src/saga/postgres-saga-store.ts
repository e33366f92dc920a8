import type { Clock } from "@quad/clock";
import type { Database, Tx } from "@quad/database";
import { isQuadError } from "@quad/errors";
import { managed } from "@quad/lifecycle";
import {
  type RowWrite,
  type SagaStore,
  type SagaSupports,
  type StepEffect,
  sagaErrors,
} from "@quad/saga";
import { migrateSchema } from "../migrate-schema.ts";
import { toSagaRow } from "./saga-rows.ts";
import {
  claimSagas,
  countSagas,
  insertSagas,
  listSagas,
  pruneSagas,
  readSaga,
  releaseSagas,
  renewLease,
  saveSagas,
  unfinishedSagas,
} from "./saga-statements.ts";

const SUPPORTS: SagaSupports = Object.freeze({ durable: true, transactions: true });

const MIGRATIONS = new URL("../../migrations/saga/", import.meta.url);
const AWAY = ["DATABASE_UNAVAILABLE", "POSTGRES_UNREACHABLE"];

/** Rolls back: the saga is another's by now. */
const PASSED_ON = new Error("The saga has passed to another coordinator.");

interface PostgresSagaStoreOptions<Schema> {
  readonly database: Database<Schema>;
  readonly url: string;
  readonly clock: Clock;
}

/**
 * Sagas in the schema `quad_saga` of a service's own database, so that an order and its saga are
 * one transaction. Leases and delays are measured by the server's clock alone.
 */
export function postgresSagaStore<Schema>(
  options: PostgresSagaStoreOptions<Schema>,
): SagaStore<Tx<Schema>> {
  const { url, clock } = options;
  const { database } = options;
  const { sql } = database;
  const schema = { url, clock, folder: MIGRATIONS, schema: "quad_saga" };
  const lifecycle = managed({
    start: () => migrateSchema(schema).catch(asUnavailable),
    stop: async () => {},
  });
  return {
    supports: SUPPORTS,
    start: lifecycle.start,
    stop: lifecycle.stop,
    async insert(rows) {
      return idsOf(await insertSagas(rows).execute(sql).catch(asUnavailable));
    },
    async insertWithin(transaction, row, onCommit) {
      const { rows } = await insertSagas([row]).execute(transaction.sql);
      if (rows.length > 0) {
        transaction.afterCommit(onCommit);
        return { isNew: true, stored: undefined };
      }
      const [stored] = (await readSaga(row.id).execute(transaction.sql)).rows;
      return { isNew: false, stored: stored && toSagaRow(stored) };
    },
    async claim(claimer, limit) {
      const { rows } = await claimSagas(claimer, limit).execute(sql).catch(asUnavailable);
      return rows.map((row) => ({ ...toSagaRow(row), isLost: row.is_lost }));
    },
    async save(writes) {
      return idsOf(await saveSagas(writes).execute(sql).catch(asUnavailable));
    },
    saveWith: (write, effect) => saveWith(database, write, effect),
    async renew(owner, leaseMs) {
      await renewLease(owner, leaseMs).execute(sql).catch(asUnavailable);
    },
    async release(owner) {
      await releaseSagas(owner).execute(sql).catch(asUnavailable);
    },
    async read(id) {
      const { rows } = await readSaga(id).execute(sql).catch(asUnavailable);
      return rows[0] && toSagaRow(rows[0]);
    },
    async unfinished(ids) {
      return idsOf(await unfinishedSagas(ids).execute(sql).catch(asUnavailable));
    },
    async list(filter) {
      const { rows } = await listSagas(filter).execute(sql).catch(asUnavailable);
      return rows.map(toSagaRow);
    },
    async counts(versions) {
      const { rows } = await countSagas(versions).execute(sql).catch(asUnavailable);
      const counts = { running: 0, compensating: 0, parked: 0, stranded: 0 };
      for (const { status, sagas, stranded } of rows) {
        counts[status] = sagas;
        counts.stranded += stranded;
      }
      return counts;
    },
    async prune(keptMs, limit) {
      const { rows } = await pruneSagas(keptMs, limit).execute(sql).catch(asUnavailable);
      return rows.length;
    },
  };
}

async function saveWith<Schema>(
  { transaction }: Database<Schema>,
  write: RowWrite,
  effect: StepEffect,
): Promise<boolean> {
  const save = async (tx: Tx<Schema>) => {
    await effect(tx as never);
    const { rows } = await saveSagas([write]).execute(tx.sql);
    if (rows.length === 0) throw PASSED_ON;
  };
  try {
    await transaction(save).catch(asUnavailable);
    return true;
  } catch (error) {
    if (error === PASSED_ON) return false;
    throw error;
  }
}

function idsOf({ rows }: { readonly rows: readonly { readonly id: string }[] }): Set<string> {
  return new Set(rows.map(({ id }) => id));
}

/** Says in the words of the port that the database is away. */
function asUnavailable(error: unknown): never {
  if (!(isQuadError(error) && AWAY.includes(error.code))) throw error;
  throw sagaErrors.SAGAS_UNAVAILABLE({ reason: error.message }, error);
}
