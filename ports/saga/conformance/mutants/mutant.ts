import { isQuadError } from "@quad/errors";
import {
  memorySagaStore,
  type SagaDefinition,
  type SagaMachine,
  type SagaStep,
  type SagaStore,
  type Sagas,
  sagaCoordinator,
  sagaMachine,
} from "@quad/saga";
import type { Mutant as WrongAdapter } from "@quad/testkit";
import { memoryPlace } from "../memory-place.ts";
import type { SagaPlace } from "../saga-place.ts";

/** A way to break the promise of sagas. */
export type Mutant = WrongAdapter<SagaPlace>;

/** The memory store under another coordinator. */
export function coordinatedBy(coordinate: Coordinate): () => SagaPlace {
  return () => ({ ...memoryPlace(), coordinate });
}

/** The same coordinator, with something between it and its callers. */
export function calledBy(
  change: (sagas: Sagas<unknown>) => Partial<Sagas<unknown>>,
): () => SagaPlace {
  return coordinatedBy((options) => {
    const sagas = sagaCoordinator(options);
    return { ...sagas, ...change(sagas) };
  });
}

/** Other rules. */
export function ruledBy(change: (rules: SagaMachine) => Partial<SagaMachine>): () => SagaPlace {
  const machine = { ...sagaMachine, ...change(sagaMachine) };
  return coordinatedBy((options) => sagaCoordinator({ ...options, machine }));
}

/** The memory store with something changed. */
export function storedBy(change: (store: SagaStore) => Partial<SagaStore>): () => SagaPlace {
  return () => {
    const store = memorySagaStore();
    const changed = { ...store, ...change(store) };
    return { open: () => changed };
  };
}

/** Every step of every definition is changed. */
export function steppedBy(change: (step: SagaStep) => SagaStep): () => SagaPlace {
  const changed = (given: SagaDefinition) => ({ ...given, steps: given.steps.map(change) });
  return coordinatedBy((options) =>
    sagaCoordinator({ ...options, definitions: options.definitions.map(changed) }),
  );
}

/** For a `catch`: an error of this code is taken for an answer. */
export function unless<T>(code: string, answer: T): (error: unknown) => T {
  return (error) => {
    if (isQuadError(error, code)) return answer;
    throw error;
  };
}

type Coordinate = NonNullable<SagaPlace["coordinate"]>;
