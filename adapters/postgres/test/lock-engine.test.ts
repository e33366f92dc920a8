import { randomUUID } from "node:crypto";
import { systemClock as clock } from "@quad/clock";
import { connect } from "@quad/database";
import { freshDatabase } from "@quad/database/testing";
import type { LockAnswer, LockClaim } from "@quad/lock";
import { createLogger } from "@quad/telemetry";
import { expect, onTestFinished, test } from "vitest";
import { postgresLockEngine } from "../src/lock/postgres-lock-engine.ts";

const log = createLogger({ service: "test", level: "fatal", format: "json" });
const WITHIN_MS = 10_000;

/** Two processes and the questions that they ask, without what asks again by itself. */
async function stage() {
  const database = await freshDatabase();
  onTestFinished(() => database[Symbol.asyncDispose]());
  const engines = ["one", "other"].map((holder) =>
    postgresLockEngine({ url: database.url, log, clock, holder }),
  );
  for (const engine of engines) {
    await engine.start();
    onTestFinished(() => engine.stop());
  }
  const [engine, other] = engines;
  if (!(engine && other)) throw new TypeError("There should be two.");
  const direct = await connect({ url: database.url, clock, deadlineMs: WITHIN_MS });
  onTestFinished(() => direct.end());
  return { engine, other, direct };
}

function claimOf(name = "lock"): LockClaim {
  return { id: randomUUID(), name, leaseMs: 60_000 };
}

const joins = { waits: true, ticket: undefined, urgent: false };
const again = ({ ticket }: Pick<Extract<LockAnswer, { token: undefined }>, "ticket">) => ({
  ...joins,
  ticket,
});

test("a claim whose answer was lost gets the lock again, with a new token", async () => {
  const { engine } = await stage();
  const claim = claimOf();
  const lost = await engine.ask({ ...claim, ...joins });
  const granted = await engine.ask({ ...claim, ...joins });
  expect(granted.token).toBeGreaterThan(lost.token ?? Number.POSITIVE_INFINITY);
  expect(await engine.renew(claim)).toBe(true);
});

test("a place in the line that the server has lost is found again by its ticket", async () => {
  const { engine, other, direct } = await stage();
  const [held, first, second] = [claimOf(), claimOf(), claimOf()];
  await engine.ask({ ...held, ...joins });
  const [firstPlace, secondPlace] = [
    await engine.ask({ ...first, ...joins }),
    await other.ask({ ...second, ...joins }),
  ];
  if (firstPlace.token !== undefined || secondPlace.token !== undefined) {
    throw new TypeError("The lock is not free.");
  }
  await direct.query("truncate lock_waiter");
  await other.ask({ ...second, ...again(secondPlace) });
  await engine.ask({ ...first, ...again(firstPlace) });
  await engine.release(held);
  expect(await other.ask({ ...second, ...again(secondPlace) })).toMatchObject({ holder: "one" });
  expect(await engine.ask({ ...first, ...again(firstPlace) })).toHaveProperty("token");
});

test("who has its place in the line keeps it when it asks again", async () => {
  const { engine, other } = await stage();
  const [held, first, second] = [claimOf(), claimOf(), claimOf()];
  await engine.ask({ ...held, ...joins });
  const place = await engine.ask({ ...first, ...joins });
  await other.ask({ ...second, ...joins });
  expect(await engine.ask({ ...first, ...joins })).toMatchObject({
    ticket: "ticket" in place ? place.ticket : "none",
  });
});
