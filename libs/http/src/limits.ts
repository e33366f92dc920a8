/** Largest body of a request, unless its route says otherwise. */
export const BODY_BYTES_MAX = 64 * 1024;

/** Longest time from the whole request to the answer, unless its route says otherwise. */
export const DEADLINE_MS = 10_000;

/** All headers of a request together. */
export const HEADER_BYTES_MAX = 16 * 1024;

/** Longest time for the headers to arrive, and for the whole request. */
export const HEADERS_TIMEOUT_MS = 10_000;
export const REQUEST_TIMEOUT_MS = 15_000;

/** How often Node looks for requests that are over these times. */
export const TIMEOUT_CHECK_MS = 2000;

/** How long an idle connection stays open. Longer than clients keep one, so that they close it. */
export const KEEP_ALIVE_MS = 65_000;

/** Longest value of a `:name` in a path. */
export const PATH_PARAM_LENGTH_MAX = 200;

/** How long `stop` waits for requests under way before it cuts their connections. */
export const DRAIN_MS_MAX = 3000;

/** Between two comments on a silent stream: less than the minute after which proxies hang up. */
export const HEARTBEAT_MS = 15_000;
