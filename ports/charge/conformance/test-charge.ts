import type { Charge } from "@quad/charge";
import { isQuadError } from "@quad/errors";
import { testLifecycle } from "@quad/lifecycle/conformance";
import { type Topics, testChecks } from "@quad/testkit";
import { describe, onTestFinished } from "vitest";
import { capturing } from "./capturing.ts";
import type { ChargeCheck, ChargePlace } from "./charge-place.ts";
import { durability } from "./durability.ts";
import { finding } from "./finding.ts";
import { idempotency } from "./idempotency.ts";
import { lateness } from "./lateness.ts";
import { noticing } from "./noticing.ts";
import { refunding } from "./refunding.ts";
import { simulation } from "./simulation.ts";
import { stopping } from "./stopping.ts";

/** The table of contents. */
export const chargeChecks: Topics<ChargeCheck> = {
  capturing,
  idempotency,
  finding,
  refunding,
  noticing,
  simulation,
  lateness,
  durability,
  stopping,
};

/**
 * The contract of `Charge` as tests, for any adapter. `makePlace` opens nothing that lasts longer
 * than the test, or closes it when the test has finished; providers are stopped before.
 */
export function testCharge(name: string, makePlace: () => ChargePlace | Promise<ChargePlace>) {
  describe(`charge: ${name}`, () => {
    testChecks({
      topics: chargeChecks,
      open: async () => stoppedAfterTest(await makePlace()),
      reasonToSkip({ needs }, place) {
        const { supports } = place.open();
        const missing = needs?.find((needed) => !supports[needed]);
        return missing && `This provider is not ${missing}.`;
      },
      run: (check, place) => check.run(place),
    });
  });
  testLifecycle(name, { make: async () => (await makePlace()).open(), works: isWorking });
}

/** The same place; what it opens is stopped when the test has finished. */
export function stoppedAfterTest(place: ChargePlace): ChargePlace {
  return {
    ...place,
    open() {
      const charge = place.open();
      onTestFinished(() => charge.stop());
      return charge;
    },
  };
}

async function isWorking(charge: Charge): Promise<boolean> {
  try {
    await charge.captures("any");
    return true;
  } catch (error) {
    if (isQuadError(error, "CHARGE_NOT_RUNNING")) return false;
    throw error;
  }
}
