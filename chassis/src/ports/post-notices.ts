import type { Notify } from "@quad/charge";

/** For a receiver to take a notice; the provider tries again later. */
const TAKEN_WITHIN_MS = 5_000;

/** Sends notices to a URL, as a payment provider sends webhooks; any 2xx has taken one. */
export function postNotices(receiver: () => string | undefined): Notify {
  return async ({ body, headers }) => {
    const url = receiver();
    if (!url) throw new Error("The receiver is not running yet.");
    const response = await fetch(url, {
      method: "POST",
      body,
      headers: { "content-type": "application/json", ...(headers as Record<string, string>) },
      signal: AbortSignal.timeout(TAKEN_WITHIN_MS),
    });
    await response.body?.cancel();
    if (!response.ok) throw new Error(`The receiver answered ${response.status}.`);
  };
}
