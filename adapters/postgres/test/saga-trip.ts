import { systemClock as clock } from "@quad/clock";
import { type Database, openDatabase } from "@quad/database";
import { defineSaga, refusal, type StepCall } from "@quad/saga";
import { createLogger } from "@quad/telemetry";

/** A service whose participants remember their effects in its own database. */
export interface TripSchema {
  effect: { key: string; calls: number };
}

export const sagaMigrations = new URL("./saga-migrations/", import.meta.url);
export const quietLog = createLogger({ service: "test", level: "fatal", format: "json" });

export function tripDatabase(url: string): Database<TripSchema> {
  return openDatabase({ url, service: "test", migrations: sagaMigrations, clock, log: quietLog });
}

/** Four steps; odd ids are refused at the last. `onCall` is told before and after each effect. */
export function tripSaga(database: Database<TripSchema>, onCall = () => {}) {
  async function effect({ idempotencyKey }: Pick<StepCall, "idempotencyKey">): Promise<void> {
    onCall();
    await database.sql
      .insertInto("effect")
      .values({ key: idempotencyKey, calls: 1 })
      .onConflict((conflict) =>
        conflict.column("key").doUpdateSet((row) => ({ calls: row("effect.calls", "+", 1) })),
      )
      .execute();
    onCall();
  }
  return defineSaga<object>({ name: "trip", version: 1 })
    .step({ name: "order", action: effect, compensate: effect })
    .step({ name: "stock", action: effect, compensate: effect })
    .step({ name: "pay", action: effect, compensate: effect })
    .step({
      name: "confirm",
      async action(call) {
        if (/[13579]$/.test(call.sagaId)) throw refusal("odd");
        await effect(call);
      },
    });
}
