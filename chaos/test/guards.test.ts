import { describe, expect, test } from "vitest";
import { type GuardName, guards } from "../src/guards/guards.ts";
import { openRun } from "../src/open-run.ts";
import { violated } from "./drill.ts";
import { PROOFS } from "./guard-drills.ts";

/** What is broken stays so: it need not be waited for longer. */
const QUIET_WITHIN_MS = 8_000;

/** To start a campus takes long: guards share one if neither spoils what must notice the other. */
const CAMPUSES: readonly (readonly GuardName[])[] = [
  ["inbox", "idempotency key of an order"],
  ["outbox", "idempotency key of a charge"],
  ["compensation", "idempotency key of a refund"],
  ["fencing"],
];

/** With all of them in place the same drills find nothing: see the test of the faults. */
describe("a guard is taken away", () => {
  test.each(CAMPUSES.map((without) => ({ without, names: without.join(", ") })))(
    "$names: the run goes red",
    async ({ without }) => {
      await using run = await openRun({ without });
      for (const name of without) await PROOFS[name].drill(run);
      const verdict = await run.finish(QUIET_WITHIN_MS);
      for (const name of without) {
        expect(violated(verdict), guards[name].without).toContain(PROOFS[name].invariant);
      }
    },
  );

  test("none is forgotten", () => {
    expect(CAMPUSES.flat().toSorted()).toEqual(Object.keys(guards).toSorted());
  });
});
