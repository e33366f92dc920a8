import {
  type CaptureOutcome,
  type CaptureRequest,
  type Charge,
  memoryCharge,
  SIMULATED_TOKENS,
} from "@quad/charge";
import { testId } from "@quad/testkit";
import type { ChargePlace } from "./charge-place.ts";

/** A way to get the contract wrong, and the checks that must notice. */
export interface Mutant {
  readonly name: string;
  readonly caughtBy: readonly string[];
  readonly place: () => ChargePlace;
}

export const mutants: readonly Mutant[] = [
  {
    name: "takes no notice of keys",
    caughtBy: [
      "a repeated call answers what the first one answered",
      "20 calls at once with one key take the money once",
      "refuses a key that was used for another request",
      "timeout: takes the money, loses the first answer, finds it at the next call",
      "unavailable: takes nothing on two calls, then captures once",
      "keeps its ledger over a stop",
    ],
    place: () => wrapped((charge, request) => charge.capture(withFreshKey(request))),
  },
  {
    name: "looks a key up, then captures, as if it were alone",
    caughtBy: ["20 calls at once with one key take the money once"],
    place: lookingFirst,
  },
  {
    name: "takes the money of a declined card",
    caughtBy: ["a declined card is an answer, and takes nothing"],
    place: () =>
      wrapped(async (charge, request) => {
        const outcome = await charge.capture(request);
        if (outcome.status === "declined") await takeAgain(charge, request);
        return outcome;
      }),
  },
  {
    name: "takes the money while it says that it is unavailable",
    caughtBy: ["unavailable: takes nothing on two calls, then captures once"],
    place: () =>
      wrapped(async (charge, request) => {
        if (request.paymentToken === SIMULATED_TOKENS.unavailable) await takeAgain(charge, request);
        return charge.capture(request);
      }),
  },
  {
    name: "calls the memory of its process durable",
    caughtBy: [
      "remembers its keys and captures beyond the process",
      "an answer that was lost is found by the next process",
    ],
    place: () => ({
      open: () => ({ ...memoryCharge(), supports: { durable: true, simulated: true } }),
    }),
  },
];

type Capture = (charge: Charge, request: CaptureRequest) => Promise<CaptureOutcome>;

/** The memory adapter with another way to capture. */
function wrapped(capture: Capture): ChargePlace {
  return {
    open() {
      const charge = memoryCharge();
      return { ...charge, capture: (request) => capture(charge, request) };
    },
  };
}

function lookingFirst(): ChargePlace {
  const known = new Map<string, CaptureRequest>();
  return wrapped(async (charge, request) => {
    const first = known.get(request.idempotencyKey);
    if (first) return charge.capture({ ...request, idempotencyKey: first.idempotencyKey });
    const fresh = withFreshKey(request);
    const outcome = await charge.capture(fresh);
    known.set(request.idempotencyKey, fresh);
    return outcome;
  });
}

function takeAgain(charge: Charge, request: CaptureRequest): Promise<CaptureOutcome> {
  return charge.capture(withFreshKey({ ...request, paymentToken: SIMULATED_TOKENS.ok }));
}

function withFreshKey(request: CaptureRequest): CaptureRequest {
  return { ...request, idempotencyKey: testId() };
}
