import { SAGA_RETRY_DEFAULT } from "./retry-default.ts";
import type { SagaDefinition } from "./saga-definition.ts";
import type { Plan } from "./saga-machine.ts";
import type { SagaVersion } from "./saga-store.ts";

export interface KnownDefinition {
  readonly definition: SagaDefinition;
  readonly plan: Plan;
}

/** The definitions that a coordinator was given. */
export interface KnownDefinitions {
  readonly versions: readonly SagaVersion[];
  find(version: SagaVersion): KnownDefinition | undefined;
}

/** Twins, and a saga without a step that does anything, are a TypeError. */
export function knownDefinitions(definitions: readonly SagaDefinition[]): KnownDefinitions {
  const known = new Map<string, KnownDefinition>();
  for (const definition of definitions) {
    const name = nameOf(definition);
    if (known.has(name)) throw new TypeError(`Saga ${name} is defined twice.`);
    if (!definition.steps.some(({ action }) => action)) {
      throw new TypeError(`Saga ${name} has no steps that do anything.`);
    }
    known.set(name, { definition, plan: planOf(definition) });
  }
  return {
    versions: definitions.map(({ name, version }) => ({ name, version })),
    find: (version) => known.get(nameOf(version)),
  };
}

export function nameOf({ name, version }: SagaVersion): string {
  return `${name} ${version}`;
}

function planOf({ steps }: SagaDefinition): Plan {
  return steps.map(({ name, action, resolve, compensate, retry = SAGA_RETRY_DEFAULT }) => ({
    name,
    doneBefore: action === undefined,
    attemptsMax: retry.attemptsMax,
    resolvable: resolve !== undefined,
    compensable: compensate !== undefined,
  }));
}
