import type { Resolution, StepCall } from "@quad/saga";
import { type CompensationCall, defineSaga, type SagaDefinition, type SagaStep } from "@quad/saga";

export type CallKind = "action" | "resolve" | "compensate";

/** One call that reached the world. */
export interface WorldCall {
  readonly sagaId: string;
  /** Such as `action pay`. */
  readonly what: string;
  readonly key: string;
  readonly attempt: number;
  readonly at: number;
  readonly results: unknown;
}

/** What a call does in place of the usual; `usual` does that. */
type Behaviour = (usual: () => unknown, call: StepCall) => unknown;

export interface TripStep {
  readonly name: string;
  readonly options?: Partial<SagaStep>;
  /** The world is asked what became of it. */
  readonly resolves?: boolean;
  readonly undoes?: boolean;
}

/** Quick enough for a test, slow enough to be seen. */
export const QUICK = { attemptsMax: 3, delayMs: 20, delayMsMax: 40 };

/**
 * Everything outside: participants that honour idempotency keys, and a record of who called. It
 * outlives the coordinators, as the world does.
 */
export class World {
  readonly calls: WorldCall[] = [];
  /** Keys of actions that have happened. */
  readonly happened = new Set<string>();
  /** Keys of actions that were undone. */
  readonly undone = new Set<string>();
  /** What must never be seen, such as the undoing of what never happened. */
  readonly wrongs: string[] = [];
  readonly #scripts = new Map<string, Behaviour[]>();

  /** The next calls of this kind behave so, one each; then as usual. */
  script(what: string, ...behaviours: readonly Behaviour[]): this {
    this.#scripts.set(what, [...behaviours]);
    return this;
  }

  /** Every call of this kind behaves so. */
  always(what: string, behaviour: Behaviour): this {
    const endless = Array.from({ length: 1_000 }, () => behaviour);
    return this.script(what, ...endless);
  }

  /** A saga of these steps; each has a compensation unless it says no. */
  trip(name: string, steps: readonly (string | TripStep)[], version = 1): SagaDefinition<unknown> {
    const all = steps.map((step) => (typeof step === "string" ? { name: step } : step));
    return all.reduce<SagaDefinition<unknown>>(
      (saga, step) => saga.step(this.#step(step)) as SagaDefinition<unknown>,
      defineSaga<unknown>({ name, version }) as SagaDefinition<unknown>,
    );
  }

  /** Such as `["action stock", "action pay", "compensate stock"]`. */
  trace(sagaId?: string): string[] {
    return this.calls
      .filter((call) => sagaId === undefined || call.sagaId === sagaId)
      .map(({ what }) => what);
  }

  count(what: string): number {
    return this.calls.filter((call) => call.what === what).length;
  }

  #step({ name, options = {}, resolves = false, undoes = true }: TripStep): SagaStep {
    return {
      name,
      retry: QUICK,
      action: (call) => this.#enter(`action ${name}`, call, () => this.#act(name, call)),
      ...(resolves && {
        resolve: (call: StepCall) =>
          this.#enter(`resolve ${name}`, call, () =>
            this.#resolve(name, call),
          ) as Promise<Resolution>,
      }),
      ...(undoes && {
        compensate: (call: CompensationCall) =>
          this.#enter(`compensate ${name}`, call, () => this.#undo(name, call)),
      }),
      ...options,
    };
  }

  async #enter(what: string, call: StepCall, usual: () => unknown): Promise<unknown> {
    const { sagaId, idempotencyKey: key, attempt, results } = call;
    this.calls.push({ sagaId, what, key, attempt, results, at: performance.now() });
    const behaviour = this.#scripts.get(what)?.shift();
    return behaviour ? behaviour(usual, call) : usual();
  }

  #act(name: string, { idempotencyKey }: StepCall): unknown {
    this.happened.add(idempotencyKey);
    if (this.undone.has(idempotencyKey)) this.wrongs.push(`${name} was called after its undoing`);
    return { did: name };
  }

  #resolve(name: string, { idempotencyKey }: StepCall): Resolution {
    return this.happened.has(idempotencyKey)
      ? { outcome: "done", result: { did: name, resolved: true } }
      : { outcome: "never" };
  }

  #undo(name: string, { actionKey }: CompensationCall): void {
    if (!this.happened.has(actionKey)) this.wrongs.push(`${name} was undone but never happened`);
    this.undone.add(actionKey);
  }
}
