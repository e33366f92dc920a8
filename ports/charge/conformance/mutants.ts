import {
  type CaptureRequest,
  type Charge,
  type RefundRequest,
  SIMULATED_SIGNATURE_HEADER,
  SIMULATED_TOKENS,
  signSimulatedNotice,
} from "@quad/charge";
import type { Mutant as WrongAdapter } from "@quad/testkit";
import { testId } from "@quad/testkit";
import type { ChargePlace } from "./charge-place.ts";
import { memoryPlace, SECRET } from "./memory-place.ts";
import { noticeInbox } from "./notice-inbox.ts";
import { wrapped } from "./wrapped-place.ts";

const MS_PER_SECOND = 1_000;

/** A way to break the promise of a provider. */
export type Mutant = WrongAdapter<ChargePlace>;

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
    place: () => wrapped({ capture: (charge, request) => charge.capture(withFreshKey(request)) }),
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
      wrapped({
        async capture(charge, request) {
          const outcome = await charge.capture(request);
          if (outcome.status === "declined") await takeAgain(charge, request);
          return outcome;
        },
      }),
  },
  {
    name: "takes the money while it says that it is unavailable",
    caughtBy: ["unavailable: takes nothing on two calls, then captures once"],
    place: () =>
      wrapped({
        async capture(charge, request) {
          const isAway = request.paymentToken === SIMULATED_TOKENS.unavailable;
          if (isAway) await takeAgain(charge, request);
          return charge.capture(request);
        },
      }),
  },
  {
    name: "calls the memory of its process durable",
    caughtBy: [
      "remembers its keys and captures beyond the process",
      "an answer that was lost is found by the next process",
    ],
    place: () => {
      const supports = { durable: true, simulated: true };
      return { ...memoryPlace(), open: () => ({ ...memoryPlace().open(), supports }) };
    },
  },
  {
    name: "says never of everything",
    caughtBy: [
      "finds what a capture answered, and takes nothing",
      "finds a capture whose answer was lost, and says never of one that was unavailable",
    ],
    place: () => wrapped({ find: async () => ({ status: "never" }) }),
  },
  {
    name: "takes the money in order to find out",
    caughtBy: ["says never of a key that took nothing, and keeps the key free"],
    place: () =>
      wrapped({
        find: (charge, { idempotencyKey, reference }) =>
          takeAgain(charge, { idempotencyKey, reference, ...ANY_PAYMENT }),
      }),
  },
  {
    name: "refunds again on every call",
    caughtBy: [
      "a repeated refund answers what the first one answered",
      "20 refunds at once with one key give back once",
      "timeout: gives the money back, loses the first answer, finds it at the next call",
      "refund fails: gives nothing back on two calls, then gives it back once",
    ],
    place: () => wrapped({ refund: (charge, request) => charge.refund(withFreshKey(request)) }),
  },
  {
    name: "gives back what is left when more is asked for",
    caughtBy: ["never gives back more than it took, and says so"],
    place: () =>
      wrapped({
        refund: (charge, request) =>
          charge.refund(request).catch(() => charge.refund(allThatIsLeft(request))),
      }),
  },
  {
    name: "says refunded when nothing was left to give back",
    caughtBy: [
      "20 refunds at once together never exceed the capture",
      "gives back parts until nothing is left, listed oldest first",
    ],
    place: () =>
      wrapped({
        refund: (charge, request) =>
          charge.refund(request).catch(() => ({ status: "refunded", refundId: testId() })),
      }),
  },
  {
    name: "gives back everything when asked for a part",
    caughtBy: ["gives back parts until nothing is left, listed oldest first"],
    place: () => wrapped({ refund: (charge, request) => charge.refund(allThatIsLeft(request)) }),
  },
  {
    name: "takes a refund for the capture whose key it has",
    caughtBy: ["a refund may have the key of its capture"],
    place: mixingKeys,
  },
  {
    name: "takes any notice for its own",
    caughtBy: ["refuses a notice that was changed, or that somebody else signed"],
    place: () =>
      wrapped({
        readNotice: (charge, { body }) =>
          charge.readNotice(signSimulatedNotice(body, SECRET, new Date())),
      }),
  },
  {
    name: "does not look when a notice was signed",
    caughtBy: ["refuses a notice that was signed too long ago"],
    place: () =>
      wrapped({
        readNotice(charge, delivery) {
          const { body, headers } = delivery;
          const { signature, at } = whenSigned(headers[SIMULATED_SIGNATURE_HEADER]);
          const same = signSimulatedNotice(body, SECRET, at).headers[SIMULATED_SIGNATURE_HEADER];
          const isGenuine = signature === same;
          return charge.readNotice(
            isGenuine ? signSimulatedNotice(body, SECRET, new Date()) : delivery,
          );
        },
      }),
  },
  {
    name: "sends no notices",
    caughtBy: [
      "tells captures, declines and refunds by notices that say which",
      "late: pending, and nothing is taken yet; then captured, and a notice tells",
      "sends a notice again until it is taken",
    ],
    place: () => ({ ...memoryPlace(), inbox: noticeInbox() }),
  },
  {
    name: "says captured while it is pending",
    caughtBy: ["late: pending, and nothing is taken yet; then captured, and a notice tells"],
    place: () =>
      wrapped({
        async capture(charge, request) {
          const outcome = await charge.capture(request);
          return outcome.status === "pending" ? takeAgain(charge, request) : outcome;
        },
      }),
  },
];

const ANY_PAYMENT = {
  amount: { amount: 1, currency: "EUR" },
  paymentToken: SIMULATED_TOKENS.ok,
};

function lookingFirst(): ChargePlace {
  const known = new Map<string, CaptureRequest>();
  return wrapped({
    async capture(charge, request) {
      const first = known.get(request.idempotencyKey);
      if (first) return charge.capture({ ...request, idempotencyKey: first.idempotencyKey });
      const fresh = withFreshKey(request);
      const outcome = await charge.capture(fresh);
      known.set(request.idempotencyKey, fresh);
      return outcome;
    },
  });
}

function mixingKeys(): ChargePlace {
  const captures = new Set<string>();
  return wrapped({
    capture(charge, request) {
      captures.add(request.idempotencyKey);
      return charge.capture(request);
    },
    async refund(charge, request) {
      if (captures.has(request.idempotencyKey)) return { status: "refunded", refundId: testId() };
      return charge.refund(request);
    },
  });
}

function allThatIsLeft({ amount: _, ...request }: RefundRequest): RefundRequest {
  return request;
}

function whenSigned(header: string | readonly string[] | undefined) {
  const signature = typeof header === "string" ? header : "";
  const seconds = Number(/^t=(\d+)/.exec(signature)?.[1] ?? 0);
  return { signature, at: new Date(seconds * MS_PER_SECOND) };
}

function takeAgain(charge: Charge, request: CaptureRequest) {
  return charge.capture(withFreshKey({ ...request, paymentToken: SIMULATED_TOKENS.ok }));
}

function withFreshKey<Request extends { readonly idempotencyKey: string }>(
  request: Request,
): Request {
  return { ...request, idempotencyKey: testId() };
}
