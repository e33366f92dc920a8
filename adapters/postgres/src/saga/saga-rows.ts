import type { SagaRow, SagaState } from "@quad/saga";

/** A row as Postgres gives it. */
export interface StoredSaga {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly input: unknown;
  readonly status: SagaState["status"];
  readonly reason: string | null;
  readonly steps: SagaState["steps"];
  readonly owner: string | null;
  readonly epoch: number;
  readonly due_at: Date;
  readonly begun_at: Date;
  readonly updated_at: Date;
}

export function toSagaRow(row: StoredSaga): SagaRow {
  const { id, name, version, input, status, reason, steps, epoch } = row;
  const isWaiting = row.owner === null && (status === "running" || status === "compensating");
  return {
    ...{ id, name, version, input, status, reason, steps, epoch },
    begunAt: row.begun_at,
    updatedAt: row.updated_at,
    dueAt: isWaiting ? row.due_at : null,
  };
}
