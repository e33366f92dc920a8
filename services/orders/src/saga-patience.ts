/** A neighbour may be away for more than an hour before a person has to look. */
const RETRY = { attemptsMax: 1_000, delayMs: 100, delayMsMax: 5_000 };
/** More than the deadline of the slowest call, so that it is the call that gives up. */
const TIMEOUT_MS = 20_000;

/** Of every step of every saga of orders. */
export const PATIENCE = { retry: RETRY, timeoutMs: TIMEOUT_MS };
