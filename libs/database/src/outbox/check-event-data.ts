import type { EventDefinition } from "@quad/contracts";
import { Compile, type Validator } from "typebox/compile";

const validators = new WeakMap<EventDefinition, Validator>();

/** Throws a TypeError when data is not what the event's contract says. */
export function checkEventData(definition: EventDefinition, data: unknown): void {
  const validator = validators.get(definition) ?? Compile(definition.schema);
  validators.set(definition, validator);
  if (validator.Check(data)) return;
  const faults = validator.Errors(data).map((fault) => `${fault.instancePath} ${fault.message}`);
  throw new TypeError(`The data of ${definition.type} is not valid: ${faults.join("; ")}`);
}
