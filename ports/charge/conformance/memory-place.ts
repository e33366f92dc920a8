import { memoryCharge, signSimulatedNotice } from "@quad/charge";
import type { ChargePlace } from "./charge-place.ts";
import { noticeInbox } from "./notice-inbox.ts";

/** What the notices of a memory place are signed with. */
export const SECRET = "of the memory place";

/** A place for the reference adapter, and for what the mutants make of it. */
export function memoryPlace(): ChargePlace {
  const inbox = noticeInbox();
  return {
    open: () => memoryCharge({ notify: inbox.notify, secret: SECRET }),
    inbox,
    sign: (body, at) => signSimulatedNotice(body, SECRET, at),
  };
}
