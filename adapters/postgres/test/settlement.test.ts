import { expect, test } from "vitest";
import { batchOf, type KeyQueue } from "../src/bus/claim/batch.ts";
import type { HeldRow, LogRow } from "../src/bus/claim/slot-load.ts";
import { settlementOf } from "../src/bus/settle/settlement.ts";

const CLAIMED = { slot: 3, token: "token", crashes: 0 };
const FAILURE = { attempts: 1, delayMs: 200, error: "Error: no" };

const NO_EVENT = { body: null, event_version: null, event_time: null };

function log(position: string, key: string, more: Partial<LogRow> = {}): LogRow {
  const message = { ...NO_EVENT, id: position, topic: "a", key, headers: {} };
  const row = { source: "log", slot: 3, position, attempts: null, heard: true, behind: false };
  return { ...message, ...row, ...more } as LogRow;
}

function held(position: string | null, key: string, more: Partial<HeldRow> = {}): HeldRow {
  const message = { ...NO_EVENT, id: position, topic: "a", key, headers: {} };
  return {
    ...message,
    source: "held",
    slot: 3,
    position,
    attempts: 2,
    last: true,
    ...more,
  } as HeldRow;
}

/** What is settled when the queues of these keys have come this far. */
function settled(rows: (HeldRow | LogRow)[], states: Record<string, Partial<KeyQueue>>) {
  const batch = batchOf(CLAIMED, rows);
  for (const queue of batch.queues) Object.assign(queue, states[queue.key]);
  return settlementOf(batch);
}

const NOTHING = { handled: [], held: [], stopped: [], freed: [] };

test("all handled: the cursor goes to the end of what was loaded", () => {
  const rows = [log("1", "a"), log("2", "b"), log("5", "x", { heard: false })];
  const states = { a: { handled: 1 }, b: { handled: 1 } };
  expect(settled(rows, states)).toEqual({ ...NOTHING, cursor: "5" });
});

test("a failure: it and all behind it are held, and the others pass", () => {
  const rows = [log("1", "a"), log("2", "a"), log("3", "b"), log("4", "a")];
  const states = { a: { handled: 1, failure: FAILURE }, b: { handled: 1 } };
  expect(settled(rows, states)).toMatchObject({
    cursor: "4",
    held: ["2", "4"],
    stopped: [{ key: "a", ...FAILURE, busy: false }],
    freed: [],
  });
});

test("a key that was held before: what comes later joins it", () => {
  const rows = [log("1", "a", { behind: true }), log("2", "b")];
  expect(settled(rows, { b: { handled: 1 } })).toMatchObject({
    cursor: "2",
    held: ["1"],
    stopped: [],
  });
});

test("a retry that succeeds: the key goes on with the log and is freed", () => {
  const rows = [held("1", "a"), log("2", "a", { behind: true })];
  expect(batchOf(CLAIMED, rows).queues).toMatchObject([{ key: "a", attempts: 2 }]);
  expect(settled(rows, { a: { handled: 2 } })).toMatchObject({
    cursor: "2",
    handled: [
      { key: "a", position: "1" },
      { key: "a", position: "2" },
    ],
    held: [],
    freed: ["a"],
  });
});

test("more is held than was loaded: the key is not freed, and the log joins it", () => {
  const rows = [held("1", "a", { last: false }), log("9", "a", { behind: true })];
  expect(settled(rows, { a: { handled: 1 } })).toMatchObject({
    cursor: "9",
    held: ["9"],
    stopped: [{ key: "a", attempts: 0, delayMs: 0, busy: false }],
    freed: [],
  });
});

test("a key without any message left is freed", () => {
  expect(settled([held(null, "a")], {})).toEqual({ ...NOTHING, cursor: null, freed: ["a"] });
});

test("a handler still at work: its key goes on without the slot", () => {
  const rows = [log("1", "a"), log("2", "a"), log("3", "b")];
  const states = { a: { running: true }, b: { handled: 1 } };
  expect(settled(rows, states)).toMatchObject({
    cursor: "3",
    held: ["1", "2"],
    stopped: [{ key: "a", attempts: 0, busy: true }],
  });
});

test("interrupted: the cursor stops after the last message that a handler has seen", () => {
  const rows = ["1", "2", "3", "4", "5"].map((position) => log(position, `key${position}`));
  const states = { key2: { handled: 1 }, key3: { failure: FAILURE } };
  expect(settled(rows, states)).toMatchObject({
    cursor: "3",
    held: ["1", "3"],
    stopped: [
      { key: "key1", attempts: 0, delayMs: 0 },
      { key: "key3", attempts: 1, delayMs: 200 },
    ],
  });
  expect(settled(rows, {})).toEqual({ ...NOTHING, cursor: null });
});
