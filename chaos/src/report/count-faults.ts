import { SIMULATED_TOKENS } from "@quad/charge";
import type { Evidence } from "../evidence/evidence.ts";
import { FAULT_KINDS, type FaultKind } from "../plan/fault.ts";

export interface FaultCount {
  readonly kind: FaultKind;
  readonly injected: number;
  readonly landed: number;
}

/** Of each kind; one that never came has zeros. */
export function countFaults({ faults, clients, orders }: Evidence): FaultCount[] {
  const { ok } = SIMULATED_TOKENS;
  const faulty = [...clients.checkouts.values()].filter(({ checkout: { token } }) => token !== ok);
  // Where there was nothing to pay for, the provider was never asked.
  const asked = faulty.filter(({ orderIds }) =>
    orderIds.some((id) => orders.get(id)?.payment !== undefined),
  );
  return FAULT_KINDS.map((kind) => {
    if (kind === "provider") return { kind, injected: faulty.length, landed: asked.length };
    const ofKind = faults.filter(({ fault }) => fault.kind === kind);
    const landed = ofKind.filter((record) => record.landed !== undefined).length;
    return { kind, injected: ofKind.length, landed };
  });
}

/** How often each process was hit. */
export function countTargets({ faults }: Evidence): ReadonlyMap<string, number> {
  const landed = faults.filter((record) => record.landed !== undefined);
  const targets = Map.groupBy(landed, ({ fault }) => fault.target);
  return new Map([...targets].map(([target, records]) => [target, records.length]));
}
