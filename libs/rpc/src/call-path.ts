import type { CallDefinition } from "@quad/contracts";

/** Beside `/api/`, so that the gateway does not hand it on: for services only. */
export function callPath({ name }: Pick<CallDefinition, "name">): string {
  return `/calls/${name}`;
}
