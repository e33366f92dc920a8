/** Where publishers tell members, in every process, that there is something to do. */
export const CHANNEL = "quad_bus";

/** A call that wakes every member. */
export const EVERYONE = "*";

// Postgres refuses a payload of 8 000 bytes.
const PAYLOAD_LENGTH_MAX = 7_900;

/** The payload for members that hear one of these topics. */
export function notificationOf(topics: Iterable<string>): string {
  const payload = [...new Set(topics)].join(" ");
  return payload.length <= PAYLOAD_LENGTH_MAX ? payload : EVERYONE;
}

export function isFor(payload: string, topics: ReadonlySet<string>): boolean {
  return payload === EVERYONE || payload.split(" ").some((topic) => topics.has(topic));
}
