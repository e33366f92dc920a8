import { checkVerdict } from "./check-verdict.ts";
import type { CoordinatorLife } from "./coordinator-life.ts";
import { type KnownDefinitions, nameOf } from "./known-definitions.ts";
import type { Sagas } from "./saga.ts";
import { sagaErrors } from "./saga-errors.ts";
import type { SagaEvent, SagaMachine } from "./saga-machine.ts";
import type { SagaObserver } from "./saga-observer.ts";
import { isUnfinished, stateOf } from "./saga-state.ts";
import type { SagaRow, SagaStore } from "./saga-store.ts";

interface OperateOptions {
  readonly store: Pick<SagaStore<never>, "read" | "save">;
  readonly life: CoordinatorLife;
  readonly definitions: KnownDefinitions;
  readonly machine: SagaMachine;
  readonly observer: SagaObserver;
}

/** What a person does about a parked saga. */
export function operateSagas(options: OperateOptions): Pick<Sagas, "retry" | "settle"> {
  const { store, life, definitions, machine, observer } = options;

  function operate(id: string, eventOf: (saga: SagaRow) => SagaEvent): Promise<void> {
    return life.running(async (work) => {
      const saga = await store.read(id);
      if (!saga) throw sagaErrors.SAGA_NOT_FOUND({ id });
      if (saga.status !== "parked") throw sagaErrors.SAGA_NOT_PARKED({ id });
      const known = definitions.find(saga);
      if (!known) {
        throw sagaErrors.SAGA_INVALID({ reason: `${nameOf(saga)} is not known to this process` });
      }
      const state = machine.evolve(known.plan, stateOf(saga), eventOf(saga));
      const { epoch } = saga;
      // Alone: two persons must not meet in one commit.
      const stored = await store.save([
        { id, epoch, epochNext: epoch + 1, owner: null, state, delayMs: 0 },
      ]);
      if (!stored.has(id)) throw sagaErrors.SAGA_NOT_PARKED({ id });
      if (!isUnfinished(state)) observer.ended(saga.name, state.status);
      life.atRest(id);
      work.wake();
    });
  }

  return {
    retry: (id) => operate(id, () => ({ type: "retried" })),
    settle: (id, step, verdict) =>
      operate(id, (saga) => ({
        type: "settled",
        step,
        verdict: checkVerdict(saga, step, verdict),
      })),
  };
}
