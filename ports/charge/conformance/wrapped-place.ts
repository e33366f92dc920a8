import type { Charge } from "@quad/charge";
import type { ChargePlace } from "./charge-place.ts";
import { memoryPlace } from "./memory-place.ts";

/** Calls that do something else than the memory adapter's, which they are given. */
export type Changes = {
  readonly [Name in "capture" | "find" | "refund" | "readNotice"]?: (
    charge: Charge,
    argument: Parameters<Charge[Name]>[0],
  ) => ReturnType<Charge[Name]>;
};

/** The memory adapter with some other calls. */
export function wrapped(changes: Changes): ChargePlace {
  const place = memoryPlace();
  return { ...place, open: () => changed(place.open(), changes) };
}

function changed(charge: Charge, { capture, find, refund, readNotice }: Changes): Charge {
  return {
    ...charge,
    ...(capture && { capture: (request) => capture(charge, request) }),
    ...(find && { find: (question) => find(charge, question) }),
    ...(refund && { refund: (request) => refund(charge, request) }),
    ...(readNotice && { readNotice: (delivery) => readNotice(charge, delivery) }),
  };
}
