import { isDeepStrictEqual } from "node:util";
import { checkBegin } from "./check-begin.ts";
import type { CoordinatorLife } from "./coordinator-life.ts";
import { groupCommit } from "./group-commit.ts";
import { type KnownDefinitions, nameOf } from "./known-definitions.ts";
import type { Begun, Sagas } from "./saga.ts";
import type { SagaDefinition } from "./saga-definition.ts";
import { sagaErrors } from "./saga-errors.ts";
import type { SagaMachine } from "./saga-machine.ts";
import type { SagaObserver } from "./saga-observer.ts";
import type { NewRow, SagaRow, SagaStore } from "./saga-store.ts";

interface BeginOptions<Transaction> {
  readonly store: SagaStore<Transaction>;
  readonly life: CoordinatorLife;
  readonly definitions: KnownDefinitions;
  readonly machine: SagaMachine;
  readonly observer: SagaObserver;
}

/** How sagas begin: on their own, or within a transaction of the caller's. */
export function beginSagas<Transaction>(
  options: BeginOptions<Transaction>,
): Pick<Sagas<Transaction>, "begin" | "within"> {
  const { store, life, definitions, machine, observer } = options;
  const insert = groupCommit(async (rows: readonly NewRow[]) => {
    const fresh = new Set(await store.insert(rows));
    // Of two rows with one id the first was stored.
    return rows.map(({ id }) => fresh.delete(id));
  });

  /** Prepares the row, has it stored by `keep`, and answers what became of it. */
  function beginning(
    saga: Pick<SagaDefinition, "name" | "version">,
    given: Pick<NewRow, "id" | "input">,
    keep: (row: NewRow, follow: () => void) => Promise<Begun>,
  ): Promise<Begun> {
    return life.running(async (work) => {
      const { name, version } = saga;
      const known = definitions.find(saga);
      if (!known) throw new TypeError(`Saga ${nameOf(saga)} is not among the definitions.`);
      checkBegin(given.id, given.input);
      const { owner, giveBack } = work.reserve();
      const state = machine.begunState(known.plan);
      const row = { ...structuredClone(given), name, version, state, owner };
      const follow = () => {
        observer.begun(name);
        if (owner === null) work.wake();
        else work.adopt({ ...row, epoch: 1, isLost: false });
      };
      return keep(row, follow).finally(giveBack);
    });
  }

  return {
    begin: (saga, id, input) =>
      beginning(saga, { id, input }, async (row, follow) => {
        if (!(await insert(row))) return asKnown(row, await store.read(id));
        follow();
        return "begun";
      }),
    within: (transaction) => ({
      begin: (saga, id, input) =>
        beginning(saga, { id, input }, async (row, follow) => {
          const { isNew, stored } = await store.insertWithin(transaction, row, follow);
          return isNew ? "begun" : asKnown(row, stored);
        }),
    }),
  };
}

function asKnown({ id, name, input }: NewRow, stored: SagaRow | undefined): Begun {
  const isSame = stored?.name === name && isDeepStrictEqual(stored.input, input);
  if (!isSame) throw sagaErrors.SAGA_ID_REUSED({ id });
  return "known";
}
