import { MESSAGE_BYTES_MAX, PUBLISH_BATCH_MAX } from "./bus.ts";
import { busErrors } from "./bus-errors.ts";
import { notJsonAt } from "./json-value.ts";
import type { Message } from "./message.ts";
import { isCarried, isName, isTopic } from "./names.ts";

/** Small enough that all headers of a message fit one frame of any engine. */
const HEADERS_MAX = 20;
const HEADER_LENGTH_MAX = 1_000;
const HEADER_NAME = /^[a-z][a-z0-9-]{0,59}$/;

/** A message that keeps the rules. */
export interface CheckedMessage {
  readonly message: Message;
  /** The body as JSON, which an adapter needs next. */
  readonly json: string;
  /** Of the whole message as JSON. */
  readonly bytes: number;
}

/**
 * What every adapter does first with a batch, so that all refuse the same things and a refused
 * batch has no effect. Errors: BUS_BATCH_TOO_LARGE, BUS_MESSAGE_TOO_LARGE, BUS_MESSAGE_INVALID.
 */
export function checkMessages(messages: readonly Message[]): CheckedMessage[] {
  const count = messages.length;
  if (count > PUBLISH_BATCH_MAX) {
    throw busErrors.BUS_BATCH_TOO_LARGE({ max: PUBLISH_BATCH_MAX, count });
  }
  return messages.map(check);
}

function check(message: Message): CheckedMessage {
  const { id, topic, key, headers } = message;
  const reason = fault(message);
  if (reason) throw busErrors.BUS_MESSAGE_INVALID({ id, reason });
  const json = JSON.stringify(message.body);
  const frame = JSON.stringify({ id, topic, key, body: 0, headers });
  const bytes = Buffer.byteLength(frame) - 1 + Buffer.byteLength(json);
  if (bytes > MESSAGE_BYTES_MAX) {
    throw busErrors.BUS_MESSAGE_TOO_LARGE({ id, bytes, max: MESSAGE_BYTES_MAX });
  }
  return { message, json, bytes };
}

function fault({ id, topic, key, body, headers }: Message): string | undefined {
  if (!isName(id)) return "its id must be 1 to 120 characters, none of them a control character";
  if (!isName(key)) return "its key must be 1 to 120 characters, none of them a control character";
  if (!isTopic(topic)) return `${topic} is not a topic`;
  const at = notJsonAt(body);
  return at === undefined ? headerFault(headers) : `body${at} is not JSON`;
}

function headerFault(headers: Message["headers"]): string | undefined {
  if (typeof headers !== "object" || headers === null) return "it has no headers";
  const entries = Object.entries(headers);
  if (entries.length > HEADERS_MAX) return `it has more than ${HEADERS_MAX} headers`;
  for (const [name, value] of entries) {
    if (!HEADER_NAME.test(name)) return `${name} is not a header name`;
    if (!isCarried(value) || value.length > HEADER_LENGTH_MAX) {
      return `header ${name} must be at most ${HEADER_LENGTH_MAX} characters, all printable`;
    }
  }
  return undefined;
}
