import type { Kit } from "../kit.ts";
import type { Manifest } from "../manifest.ts";
import type { SharedPorts } from "../ports/ports.ts";

/** The shared ports that a service needs: those it asks for, and the bus for its events. */
export function portsOf({
  needs = {},
  consumers = [],
  emits = [],
  listens,
}: Manifest<Kit>): (keyof SharedPorts)[] {
  const named = Object.keys(needs) as (keyof SharedPorts)[];
  return consumers.length + emits.length > 0 || listens ? ["bus", ...named] : named;
}
