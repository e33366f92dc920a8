import { backpressureChecks } from "./backpressure.ts";
import type { Check } from "./check.ts";
import { deadLetterChecks } from "./dead-letters.ts";
import { groupChecks } from "./groups.ts";
import { lifecycleChecks } from "./lifecycle.ts";
import { orderChecks } from "./order.ts";
import { publishChecks } from "./publish.ts";
import { redeliveryChecks } from "./redelivery.ts";
import { survivalChecks } from "./survival.ts";
import { unavailableChecks } from "./unavailable.ts";
import { validationChecks } from "./validation.ts";

/** Every promise of the bus, by topic. */
export const busChecks: Readonly<Record<string, readonly Check[]>> = {
  publish: publishChecks,
  validation: validationChecks,
  order: orderChecks,
  redelivery: redeliveryChecks,
  "dead letters": deadLetterChecks,
  "unavailable neighbours": unavailableChecks,
  groups: groupChecks,
  backpressure: backpressureChecks,
  lifecycle: lifecycleChecks,
  survival: survivalChecks,
};
