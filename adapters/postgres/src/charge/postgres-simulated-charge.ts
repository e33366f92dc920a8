import {
  type CaptureRequest,
  type Charge,
  type ChargeSupports,
  chargeErrors,
  checkCapture,
} from "@quad/charge";
import type { Clock } from "@quad/clock";
import { openDatabase } from "@quad/database";
import { isQuadError } from "@quad/errors";
import { managed } from "@quad/lifecycle";
import type { Logger } from "@quad/telemetry";
import { type ChargeSchema, capturesOf, type Recorded, recordCall } from "./charge-ledger.ts";

export interface PostgresSimulatedChargeOptions {
  /** Of a database of the provider's own, reached with a role that owns it. */
  readonly url: string;
  readonly log: Logger;
  readonly clock: Clock;
}

const SUPPORTS: ChargeSupports = Object.freeze({ durable: true, simulated: true });
const MIGRATIONS = new URL("../../migrations/charge/", import.meta.url);
const CONNECTIONS_MAX = 4;

/**
 * A payment provider that moves no money, see SIMULATED_TOKENS. Its ledger survives crashes, of the
 * campus and of its own, as that of a real provider would. Errors of `start`: those of a database.
 */
export function postgresSimulatedCharge(options: PostgresSimulatedChargeOptions): Charge {
  const { url, log, clock } = options;
  const database = openDatabase<ChargeSchema>({
    url,
    service: "charge",
    migrations: MIGRATIONS,
    clock,
    log,
    poolMax: CONNECTIONS_MAX,
  });
  const lifecycle = managed({ start: database.start, stop: database.stop });
  const needRunning = () => {
    if (lifecycle.state !== "running") throw chargeErrors.CHARGE_NOT_RUNNING();
  };

  /** A connection that is lost before the commit has charged nothing; during it, who knows. */
  async function record(request: CaptureRequest): Promise<Recorded> {
    let committing = false;
    return database
      .transaction(async (tx) => {
        const recorded = await recordCall(tx, request, clock.now());
        committing = true;
        return recorded;
      })
      .catch((error) => fail(error, committing ? "CHARGE_TIMEOUT" : "CHARGE_UNAVAILABLE"));
  }

  return {
    supports: SUPPORTS,
    start: lifecycle.start,
    stop: lifecycle.stop,
    async capture(request) {
      needRunning();
      checkCapture(request);
      const recorded = await record(request);
      if ("failure" in recorded) throw chargeErrors[recorded.failure]({ reason: "simulated" });
      return recorded.outcome;
    },
    async captures(reference) {
      needRunning();
      return capturesOf(database, reference).catch((error) => fail(error, "CHARGE_UNAVAILABLE"));
    },
  };
}

/** Says in the words of the port that the database is away. */
function fail(error: unknown, code: "CHARGE_TIMEOUT" | "CHARGE_UNAVAILABLE"): never {
  if (!isQuadError(error, "DATABASE_UNAVAILABLE")) throw error;
  throw chargeErrors[code]({ reason: error.message }, error);
}
