/** SQLSTATEs that mean the server, not the statement: shut down, starting, out of connections. */
const SERVER_GONE = new Set(["57P01", "57P02", "57P03", "53300", "25P03"]);

const SOCKET_GONE = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EAI_AGAIN",
  // By a socket in the file system: its server is away, or has no room for one more just now.
  "ENOENT",
  "EAGAIN",
]);

/** What pg and Kysely say without a code, such as `timeout exceeded when trying to connect`. */
const TEXTS_WITHOUT_CODE =
  /^Connection terminated|^timeout e|not queryable|connection has been discarded/;

/** True when the connection failed, so that nobody knows what became of the statement. */
export function isConnectionError(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = codeOf(error);
  if (code === undefined) return TEXTS_WITHOUT_CODE.test(error.message);
  return code.startsWith("08") || SERVER_GONE.has(code) || SOCKET_GONE.has(code);
}

/** The SQLSTATE of a server error, or the system's code of a socket error. */
export function codeOf(error: unknown): string | undefined {
  const code = error instanceof Error ? (error as { code?: unknown }).code : undefined;
  return typeof code === "string" ? code : undefined;
}

export function messageOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text || codeOf(error) || "no reason given";
}
