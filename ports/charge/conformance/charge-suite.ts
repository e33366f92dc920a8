import type { Charge, ChargeSupports } from "@quad/charge";
import { testLifecycle, worksUnless } from "@quad/lifecycle/conformance";
import { type ConformanceSuite, Stage } from "@quad/testkit";
import { capturing } from "./capturing.ts";
import type { ChargeStage } from "./charge-place.ts";
import { durability } from "./durability.ts";
import { finding } from "./finding.ts";
import { idempotency } from "./idempotency.ts";
import { lateness } from "./lateness.ts";
import { noticing } from "./noticing.ts";
import { refunding } from "./refunding.ts";
import { simulation } from "./simulation.ts";
import { stopping } from "./stopping.ts";

/** The contract of `Charge`, for any adapter. */
export const chargeSuite: ConformanceSuite<ChargeStage, keyof ChargeSupports> = {
  port: "charge",
  readme: new URL("../README.md", import.meta.url),
  topics: {
    capturing,
    idempotency,
    finding,
    refunding,
    noticing,
    simulation,
    lateness,
    durability,
    stopping,
  },
  stage: Stage,
  lifecycle: (name, makeStage) =>
    testLifecycle(name, {
      make: async () => (await makeStage()).open(),
      works: worksUnless("CHARGE_NOT_RUNNING", (charge: Charge) => charge.captures("any")),
    }),
};
