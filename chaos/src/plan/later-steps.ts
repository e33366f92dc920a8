import type { Dice } from "./dice.ts";
import type { LaterStep } from "./load-step.ts";

/** A step of an order's later life, and how many checkouts after its own it comes. */
export interface PlannedStep {
  readonly step: LaterStep;
  readonly after: number;
}

const CANCELLED_PER_MILLE = 100;
const FULFILLED_PER_MILLE = 300;
/** Of those that are delivered. */
const RETURNED_PER_MILLE = 330;
/** Of those that sent one copy back: the others follow. */
const REST_PER_MILLE = 500;
const TWICE_PER_MILLE = 200;
/** Some cancel at once, when the order is not confirmed yet; some when it is on its way. */
const CANCEL_AFTER_MAX = 40;
const SHIP_AFTER_MAX = 40;
/** From one step to the next. */
const STEP_AFTER_MAX = 30;
const CARRIERS = ["Campus Bikes", "Parcel & Sons"] as const;

/** What becomes of an order after its checkout: for most, nothing. */
export function drawLaterSteps(dice: Dice, of: string): PlannedStep[] {
  const steps: PlannedStep[] = [];
  if (dice.perMille(CANCELLED_PER_MILLE)) {
    steps.push({ step: { action: "cancel", of }, after: dice.between(1, CANCEL_AFTER_MAX) });
  }
  if (!dice.perMille(FULFILLED_PER_MILLE)) return steps;
  let after = dice.between(1, SHIP_AFTER_MAX);
  const then = (step: LaterStep) => {
    steps.push({ step, after });
    after += dice.between(1, STEP_AFTER_MAX);
  };
  then({ action: "ship", of, carrier: dice.pick(CARRIERS) });
  then({ action: "deliver", of });
  if (!dice.perMille(RETURNED_PER_MILLE)) return steps;
  const sendBack = (key: string, copies: "one" | "rest") =>
    then({
      action: "return",
      of,
      key: `${of}-${key}`,
      copies,
      twice: dice.perMille(TWICE_PER_MILLE),
    });
  const isWhole = dice.perMille(500);
  sendBack("first", isWhole ? "rest" : "one");
  if (!isWhole && dice.perMille(REST_PER_MILLE)) sendBack("second", "rest");
  return steps;
}
