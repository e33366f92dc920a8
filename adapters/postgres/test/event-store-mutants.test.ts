import {
  type EventStorePlace,
  EventStoreStage,
  eventStoreSuite,
} from "@quad/event-store/conformance";
import { exactDeadlines, runCheck } from "@quad/testkit";
import { describe, expect, test } from "vitest";
import { eventStorePlace, type NotePlace, query } from "./event-store-place.ts";

/** A mutant often shows by what never happens: this long the check waits for it. */
const PATIENCE_MS = 3_000;

exactDeadlines();

const EMPTY = `truncate quad_events.stream, quad_events.event, quad_events.unplaced
  restart identity`;

/** How often a mutant looks whether the other one is where it waits for it, every 10 ms. */
const LOOKS = 100;

function untilSeen(condition: string): string {
  return `for look in 1..${LOOKS} loop
    exit when exists (${condition}); perform pg_sleep(0.01);
  end loop;`;
}

/** Whoever comes while another gives positions goes on when there are appends that one missed. */
const MEET = `perform set_config('test.first', pg_try_advisory_xact_lock(77)::text, true);
  if not current_setting('test.first')::boolean then
    ${untilSeen("select from pg_locks where locktype = 'advisory' and objid = 78")}
  end if;`;

/** Keeps the positions to itself until an append was missed, and then until the other waits. */
const HOLD = `if current_setting('test.first')::boolean then
    ${untilSeen("select from quad_events.unplaced")}
    perform pg_advisory_xact_lock(78);
    ${untilSeen(`select from pg_locks where not granted and locktype = 'transactionid'
      and transactionid = pg_current_xact_id()::xid`)}
  end if;`;

/** Parts of the functions in Postgres, and what somebody might write there. */
interface Mutant {
  readonly name: string;
  readonly caughtBy: readonly string[];
  readonly routine: "append" | "place" | "read_archived";
  readonly changes: readonly { readonly from: string; readonly to: string }[];
}

const mutants: readonly Mutant[] = [
  {
    name: "looks at the version without a lock, then appends at any",
    caughtBy: ["of 10 at once with the same expected version exactly one succeeds"],
    routine: "append",
    changes: [
      {
        from: "begin\n",
        to: `begin
      if expected = coalesce(
        (select known.version from quad_events.stream as known where known.name = stream_name), 0
      ) then
        perform pg_sleep(0.01);
        expected := null;
      end if;
`,
      },
    ],
  },
  {
    name: "takes the number of an append for its position",
    caughtBy: ["a transaction that commits late is not skipped, and holds up nobody"],
    routine: "place",
    changes: [
      {
        from: "(select coalesce(max(position), 0) from quad_events.placed)\n        + row_number()",
        to: "id + 0 * row_number()",
      },
    ],
  },
  {
    name: "orders by transaction",
    caughtBy: ["a transaction that began early and appends late keeps the order of the stream"],
    routine: "append",
    changes: [
      {
        from: "insert into quad_events.unplaced (stream, version_first, version_last)\n  values (",
        to: `insert into quad_events.unplaced (id, stream, version_first, version_last)
  overriding system value values (pg_current_xact_id()::text::bigint * 100 + head.version, `,
      },
    ],
  },
  {
    name: "gives positions without a lock",
    caughtBy: ["who follows sees every event once, while many write"],
    routine: "place",
    changes: [
      { from: "perform pg_advisory_xact_lock(1000010, 0);", to: MEET },
      { from: "return found_count", to: `${HOLD} return found_count` },
    ],
  },
  {
    name: "makes all appends take turns",
    caughtBy: ["a transaction that commits late is not skipped, and holds up nobody"],
    routine: "append",
    changes: [
      {
        from: "begin\n",
        to: "begin\n perform set_config('lock_timeout', '500', true), pg_advisory_xact_lock(7);\n",
      },
    ],
  },
  {
    name: "believes every clock",
    caughtBy: ["instants never go back within a stream, whatever the clock says"],
    routine: "append",
    changes: [{ from: "recorded_at = greatest(recorded_at, now)", to: "recorded_at = now" }],
  },
  {
    name: "appends to what is archived",
    caughtBy: ["an archived stream takes no more events"],
    routine: "append",
    changes: [{ from: "where not known.archived", to: "" }],
  },
  {
    name: "reads no archive",
    caughtBy: ["an archived stream is read as before"],
    routine: "read_archived",
    changes: [{ from: "quad_events.archived_event", to: "quad_events.event" }],
  },
];

describe.for(mutants)("an event store in Postgres that $name", (mutant) => {
  for (const name of mutant.caughtBy) {
    test(`is caught by: ${name}`, async () => {
      const check = Object.values(eventStoreSuite.topics)
        .flat()
        .find((candidate) => candidate.name === name);
      if (!check) throw new TypeError(`There is no check called: ${name}`);
      const place = await eventStorePlace();
      await change(place, mutant);
      const stage = new EventStoreStage(place as EventStorePlace, PATIENCE_MS);
      await expect(runCheck(check, stage)).rejects.toThrow();
    });
  }
});

/** What a mutant does must work: an error of its own would count as caught. */
async function change(place: NotePlace, { routine, changes }: Mutant): Promise<void> {
  const store = place.open();
  await store.start();
  const [found] = await query(
    place.url,
    `select pg_get_functiondef('quad_events.${routine}'::regproc) as text`,
  );
  const { text } = found as { text: string };
  const changed = changes.reduce((former, { from, to }) => {
    if (!former.includes(from)) throw new TypeError(`There is no: ${from}`);
    return former.replace(from, to);
  }, text);
  await query(place.url, changed);
  await store.append("order-1", [{ type: "test.tried", data: null }], { expected: 0 });
  await store.read("order-1");
  await query(place.url, EMPTY);
  await store.stop();
}
