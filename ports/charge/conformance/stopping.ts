import { setImmediate as turn } from "node:timers/promises";
import { expect } from "vitest";
import { type ChargeCheck, requestFor } from "./charge-place.ts";
import { refundFor } from "./refunding.ts";

const CALLS = 20;

/** What becomes of calls around a start and a stop. */
export const stopping: readonly ChargeCheck[] = [
  {
    name: "refuses calls before its start and after its stop",
    async run(stage) {
      const charge = stage.open();
      const refuses = async () => {
        const calls = [
          charge.capture(requestFor()),
          charge.find({ ...requestFor(), calledAt: new Date() }),
          charge.refund(refundFor("any")),
          charge.captures("any"),
          charge.readNotice({ body: "", headers: {} }),
        ];
        for (const call of await Promise.allSettled(calls)) {
          expect(call).toMatchObject({ reason: { code: "CHARGE_NOT_RUNNING" } });
        }
      };
      await refuses();
      await charge.start();
      await charge.stop();
      await refuses();
    },
  },
  {
    name: "keeps its ledger over a stop",
    async run(stage) {
      const charge = await stage.started();
      const request = requestFor();
      const outcome = await charge.capture(request);
      await charge.stop();
      await charge.start();
      expect(await charge.capture(request)).toEqual(outcome);
      expect(await charge.captures(request.reference)).toHaveLength(1);
    },
  },
  {
    name: "a stop lets the calls under way finish",
    async run(stage) {
      const charge = await stage.started();
      const { reference } = requestFor();
      const calls = Array.from({ length: CALLS }, () => charge.capture(requestFor({ reference })));
      let finished = 0;
      for (const call of calls) void call.then(() => finished++);
      await charge.stop();
      // What the calls did before it came to their callers in this turn of the event loop.
      await turn();
      expect(finished).toBe(CALLS);
      await charge.start();
      expect(await charge.captures(reference)).toHaveLength(CALLS);
    },
  },
];
