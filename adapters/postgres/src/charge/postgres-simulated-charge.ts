import {
  type Charge,
  type ChargeSupports,
  chargeErrors,
  checkCapture,
  checkQuestion,
  checkRefund,
  type Notify,
  noticeSender,
  readSimulatedNotice,
  type SimulatedFailure,
} from "@quad/charge";
import type { Clock } from "@quad/clock";
import { openDatabase } from "@quad/database";
import { isQuadError } from "@quad/errors";
import { sequence } from "@quad/lifecycle";
import type { Logger } from "@quad/telemetry";
import { findOutcome, recordCapture } from "./capture-ledger.ts";
import type { Books, ChargeSchema, Recorded } from "./charge-schema.ts";
import { listCaptures } from "./list-captures.ts";
import { postgresNoticeQueue } from "./notice-queue.ts";
import { recordRefund } from "./refund-ledger.ts";

export interface PostgresSimulatedChargeOptions {
  /** Of a database of the provider's own, reached with a role that owns it. */
  readonly url: string;
  readonly log: Logger;
  readonly clock: Clock;
  /** What notices are signed with: the same in every process of the campus. */
  readonly noticeSecret: string;
  /** Whom notices are sent to; without it there are none. */
  readonly notify?: Notify;
}

const SUPPORTS: ChargeSupports = Object.freeze({ durable: true, simulated: true });
const MIGRATIONS = new URL("../../migrations/charge/", import.meta.url);
const CONNECTIONS_MAX = 2;

/**
 * A payment provider that moves no money, see SIMULATED_TOKENS. Its ledger survives crashes, of the
 * campus and of its own, as that of a real provider would. Errors of `start`: those of a database.
 */
export function postgresSimulatedCharge(options: PostgresSimulatedChargeOptions): Charge {
  const { url, log, clock, notify, noticeSecret: secret } = options;
  const database = openDatabase<ChargeSchema>({
    url,
    service: "charge",
    migrations: MIGRATIONS,
    clock,
    log,
    poolMax: CONNECTIONS_MAX,
  });
  const queue = postgresNoticeQueue(database);
  const lifecycle = sequence([
    database,
    ...(notify ? [noticeSender({ queue, notify, secret, clock })] : []),
  ]);
  const needRunning = () => {
    if (lifecycle.state !== "running") throw chargeErrors.CHARGE_NOT_RUNNING();
  };

  /** A connection that is lost before the commit has changed nothing; during it, who knows. */
  async function record<T>(
    call: (books: Books) => Promise<T>,
    lostInCommit: SimulatedFailure = "CHARGE_TIMEOUT",
  ): Promise<T> {
    let committing = false;
    return database
      .transaction(async ({ sql }) => {
        const recorded = await call({ sql, now: clock.now(), tells: notify !== undefined });
        committing = true;
        return recorded;
      })
      .catch((error) => fail(error, committing ? lostInCommit : "CHARGE_UNAVAILABLE"));
  }

  return {
    supports: SUPPORTS,
    start: lifecycle.start,
    stop: lifecycle.stop,
    async capture(request) {
      needRunning();
      checkCapture(request);
      return told(await record((books) => recordCapture(books, request)));
    },
    async find(question) {
      needRunning();
      checkQuestion(question);
      const finding = (books: Books) => findOutcome(books, question);
      const outcome = await record(finding, "CHARGE_UNAVAILABLE");
      return outcome ?? { status: "never" };
    },
    async refund(request) {
      needRunning();
      checkRefund(request);
      return told(await record((books) => recordRefund(books, request)));
    },
    async captures(reference) {
      needRunning();
      return listCaptures(database, reference, clock.now()).catch((error) =>
        fail(error, "CHARGE_UNAVAILABLE"),
      );
    },
    async readNotice(delivery) {
      needRunning();
      return readSimulatedNotice(delivery, secret, clock.now());
    },
  };
}

/** The outcome, or the failure that the token asks for. */
function told<Outcome>(recorded: Recorded<Outcome>): Outcome {
  if ("failure" in recorded) throw chargeErrors[recorded.failure]({ reason: "simulated" });
  return recorded.outcome;
}

/** Says in the words of the port that the database is away. */
function fail(error: unknown, code: SimulatedFailure): never {
  if (!isQuadError(error, "DATABASE_UNAVAILABLE")) throw error;
  throw chargeErrors[code]({ reason: error.message }, error);
}
