import { SIMULATED_TOKENS } from "@quad/charge";
import { expect } from "vitest";
import { type ChargeCheck, requestFor, started } from "./charge-place.ts";

/** What is left when a process ends without a word: here, a provider that is never asked again. */
export const durability: readonly ChargeCheck[] = [
  {
    name: "remembers its keys and captures beyond the process",
    needs: "durable",
    async run(place) {
      const request = requestFor();
      const declined = requestFor({ paymentToken: SIMULATED_TOKENS.declined });
      const before = await started(place);
      const outcomes = [await before.capture(request), await before.capture(declined)];
      const after = await started(place);
      expect(await after.captures(request.reference)).toHaveLength(1);
      expect([await after.capture(request), await after.capture(declined)]).toEqual(outcomes);
      expect(await after.captures(request.reference)).toHaveLength(1);
    },
  },
  {
    name: "an answer that was lost is found by the next process",
    needs: "durable",
    async run(place) {
      const request = requestFor({ paymentToken: SIMULATED_TOKENS.timeout });
      const before = await started(place);
      await expect(before.capture(request)).rejects.toMatchObject({ code: "CHARGE_TIMEOUT" });
      const after = await started(place);
      expect(await after.capture(request)).toMatchObject({ status: "captured" });
      expect(await after.captures(request.reference)).toHaveLength(1);
    },
  },
];
