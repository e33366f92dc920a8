import type { SagaRow, SagaState, StepState } from "@quad/saga";

/** A row as Postgres gives it. */
export interface StoredSaga {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly input: unknown;
  readonly status: SagaState["status"];
  readonly reason: string | null;
  readonly steps: readonly StoredStep[];
  readonly owner: string | null;
  readonly epoch: number;
  readonly due_at: Date;
  readonly begun_at: Date;
  readonly updated_at: Date;
}

type Counters = Pick<StepState, "failures" | "asks" | "losses">;

/** A step with those of its counters that are not zero. */
type StoredStep = Omit<StepState, keyof Counters> & Partial<Counters>;

const ZEROS: Counters = { failures: 0, asks: 0, losses: 0 };

/** As they are stored, in JSON. */
export function storedSteps(steps: readonly StepState[]): string {
  return JSON.stringify(
    steps.map(({ failures, asks, losses, ...step }) => ({
      ...step,
      ...(failures > 0 && { failures }),
      ...(asks > 0 && { asks }),
      ...(losses > 0 && { losses }),
    })),
  );
}

export function toSagaRow(row: StoredSaga): SagaRow {
  const { id, name, version, input, status, reason, epoch } = row;
  const steps = row.steps.map((step) => ({ ...ZEROS, ...step }));
  const isWaiting = row.owner === null && (status === "running" || status === "compensating");
  return {
    ...{ id, name, version, input, status, reason, steps, epoch },
    begunAt: row.begun_at,
    updatedAt: row.updated_at,
    dueAt: isWaiting ? row.due_at : null,
  };
}
