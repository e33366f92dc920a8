import { BATCH_EVENTS_DEFAULT, type HistoryRange, type Subscription } from "./event-store.ts";
import { eventStoreErrors } from "./event-store-errors.ts";
import {
  type Expected,
  READ_EVENTS_MAX,
  SNAPSHOT_BYTES_MAX,
  type Snapshot,
  type StreamRange,
  type WantedSnapshot,
} from "./event-writer.ts";
import { jsonOf } from "./json-of.ts";

const STREAM_LENGTH_MAX = 200;
const NAME_LENGTH_MAX = 120;
const WORDS = /^[a-z0-9]+([.-][a-z0-9]+)*$/;
const REST_MS_MAX = 60_000;
/** What a column of type integer holds. */
const VERSION_MAX = 2 ** 31 - 1;

/** A range with its defaults filled in. */
export interface CheckedRange {
  readonly after: number;
  readonly upTo: number;
  readonly until: Date | undefined;
  readonly limit: number;
}

/** Each check refuses what every adapter refuses. Error: EVENT_STORE_INVALID. */
export function checkStream(stream: string): void {
  const fits =
    typeof stream === "string" && stream.length > 0 && stream.length <= STREAM_LENGTH_MAX;
  if (fits && stream.isWellFormed() && !/\p{Cc}/u.test(stream)) return;
  throw invalid(`a stream has a name of 1 to ${STREAM_LENGTH_MAX} printable characters`);
}

export function checkExpected(expected: Expected): void {
  if (expected !== "any") needWhole("the expected version", expected, 0);
}

export function checkRange({ after = 0, upTo, until, limit }: StreamRange): CheckedRange {
  needWhole("after", after, 0);
  if (upTo !== undefined) needWhole("upTo", upTo, 0);
  if (until !== undefined && Number.isNaN(until.getTime())) throw invalid("until is no instant");
  return { after, upTo: upTo ?? VERSION_MAX, until, limit: checkLimit(limit) };
}

export function checkHistoryRange({ after, limit }: HistoryRange): Required<HistoryRange> {
  needWhole("after", after, 0, Number.MAX_SAFE_INTEGER);
  return { after, limit: checkLimit(limit) };
}

/** The state as JSON. Errors: also EVENT_STORE_TOO_LARGE. */
export function checkSnapshot({ version, schema, state }: Snapshot): string {
  needWhole("the version of a snapshot", version, 1);
  needWhole("the schema of a snapshot", schema, 1);
  const json = jsonOf(state);
  if (json === undefined) throw invalid("the state of a snapshot must be JSON");
  const actual = Buffer.byteLength(json);
  if (actual <= SNAPSHOT_BYTES_MAX) return json;
  const limit = { what: "A snapshot", max: SNAPSHOT_BYTES_MAX, unit: "bytes", actual };
  throw eventStoreErrors.EVENT_STORE_TOO_LARGE(limit);
}

export function checkWanted({ schema, upTo }: WantedSnapshot): Required<WantedSnapshot> {
  needWhole("the schema of a snapshot", schema, 1);
  if (upTo !== undefined) needWhole("upTo", upTo, 0);
  return { schema, upTo: upTo ?? VERSION_MAX };
}

export function checkArchive(expected: number): void {
  needWhole("the expected version", expected, 1);
}

export function checkSubscription<Transaction>({
  name,
  from = "start",
  batchMax = BATCH_EVENTS_DEFAULT,
  restMs = 0,
  handle,
}: Subscription<Transaction>): Required<Subscription<Transaction>> {
  checkSubscriptionName(name);
  if (from !== "start" && from !== "end") throw invalid("from is start or end");
  needWhole("batchMax", batchMax, 1, READ_EVENTS_MAX);
  needWhole("restMs", restMs, 0, REST_MS_MAX);
  return { name, from, batchMax, restMs, handle };
}

export function checkSubscriptionName(name: string): void {
  if (!isWords(name)) {
    throw invalid(`the name of a subscription is lower-case words, at most ${NAME_LENGTH_MAX}`);
  }
}

/** Lower-case words with dots and dashes between them. */
export function isWords(text: unknown): text is string {
  return typeof text === "string" && text.length <= NAME_LENGTH_MAX && WORDS.test(text);
}

export function isVersion(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 1 && Number(value) <= VERSION_MAX;
}

export function invalid(reason: string): Error {
  return eventStoreErrors.EVENT_STORE_INVALID({ reason });
}

function checkLimit(limit = READ_EVENTS_MAX): number {
  needWhole("limit", limit, 1, READ_EVENTS_MAX);
  return limit;
}

function needWhole(what: string, value: number, min: number, max = VERSION_MAX): void {
  if (Number.isInteger(value) && value >= min && value <= max) return;
  throw invalid(`${what} must be a whole number from ${min} to ${max}`);
}
