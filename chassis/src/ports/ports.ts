import { busPort } from "./bus-port.ts";
import { chargePort } from "./charge-port.ts";
import type { Port, PortDefinition } from "./define-port.ts";
import { eventStorePort } from "./event-store-port.ts";
import { lockPort } from "./lock-port.ts";
import { mailerPort } from "./mailer-port.ts";
import { sagaPort } from "./saga-port.ts";

/** The ports that a process opens once and its services share, by their name in a kit. */
export const sharedPorts = {
  bus: busPort,
  charge: chargePort,
  locks: lockPort,
  mailer: mailerPort,
} as const;

/** The ports of a service's own state. */
export const statePorts = { events: eventStorePort, sagas: sagaPort } as const;

type PortOf<Definition> = Definition extends PortDefinition<infer P, never> ? P : never;

/** What the shared ports open as. */
export type SharedPorts = {
  readonly [Name in keyof typeof sharedPorts]: PortOf<(typeof sharedPorts)[Name]>;
};

/** Every setting that chooses an adapter. */
export type PortSetting = (
  | (typeof sharedPorts)[keyof typeof sharedPorts]
  | (typeof statePorts)[keyof typeof statePorts]
)["setting"];

/** A definition of which only its place in a list matters. */
export type AnyPort = PortDefinition<Port, never>;

export const allPorts: readonly AnyPort[] = [
  ...Object.values(sharedPorts),
  ...Object.values(statePorts),
] as unknown as AnyPort[];
