import type { SagaDefinition, SagaStep } from "./saga-definition.ts";
import { isSagaName, NAME_LENGTH_MAX } from "./saga-names.ts";

const STEPS_MAX = 50;

/**
 * A saga without steps yet; add them with `step`. Wrong names, numbers or steps are a TypeError.
 *
 *     const checkout = defineSaga<CheckoutInput>({ name: "checkout", version: 1 })
 *       .step({ name: "reserve", action: …, compensate: … })
 *       .step({ name: "pay", action: ({ results }) => pay(results.reserve), … });
 */
export function defineSaga<Input>({
  name,
  version,
}: {
  readonly name: string;
  readonly version: number;
}): SagaDefinition<Input, object> {
  if (!isSagaName(name)) throw new TypeError(`${NAME_RULE} Not a name of a saga: ${name}`);
  if (!isCount(version)) throw new TypeError(`${name}: not a version: ${version}`);
  return withSteps(name, version, []) as SagaDefinition<Input, object>;
}

const NAME_RULE = `Names are lower-case words with dashes, at most ${NAME_LENGTH_MAX} characters.`;

function withSteps(name: string, version: number, steps: readonly SagaStep[]): SagaDefinition {
  return {
    name,
    version,
    steps,
    step(step) {
      const added = step as unknown as SagaStep;
      checkStep(name, steps, added);
      return withSteps(name, version, [...steps, added]) as never;
    },
  };
}

function checkStep(saga: string, steps: readonly SagaStep[], step: SagaStep): void {
  const { name, timeoutMs = 1, retry } = step;
  const wrong = (what: string) => new TypeError(`Saga ${saga}, step ${name}: ${what}`);
  if (!isSagaName(name)) throw wrong(NAME_RULE);
  if (steps.length === STEPS_MAX) throw wrong(`a saga has at most ${STEPS_MAX} steps`);
  if (steps.some((other) => other.name === name)) throw wrong("there is one of this name");
  if (!step.action && steps.some((other) => other.action)) {
    throw wrong("only the first steps may be without an action");
  }
  if (!(timeoutMs > 0)) throw wrong("timeoutMs must be more than 0");
  if (!retry) return;
  if (!isCount(retry.attemptsMax)) throw wrong("retry.attemptsMax must be a whole number from 1");
  if (!(retry.delayMs > 0 && retry.delayMsMax >= retry.delayMs)) {
    throw wrong("retry.delayMs must be more than 0, and at most delayMsMax");
  }
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 1;
}
