import { MESSAGE_BYTES_MAX, type Message, PUBLISH_BATCH_MAX } from "./bus.ts";
import { busErrors } from "./bus-errors.ts";

const NAME_LENGTH_MAX = 120;

/** A message that keeps the rules, with its size as JSON. */
export interface CheckedMessage {
  readonly message: Message;
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
  const { id } = message;
  const reason = fault(message);
  if (reason) throw busErrors.BUS_MESSAGE_INVALID({ id, reason });
  const bytes = Buffer.byteLength(JSON.stringify(message));
  if (bytes > MESSAGE_BYTES_MAX) {
    throw busErrors.BUS_MESSAGE_TOO_LARGE({ id, bytes, max: MESSAGE_BYTES_MAX });
  }
  return { message, bytes };
}

function fault({ id, topic, key, body }: Message): string | undefined {
  if (!isName(id)) return "its id must be 1 to 120 characters";
  if (!isName(key)) return "its key must be 1 to 120 characters";
  if (!isTopic(topic)) return `${topic} is not a topic`;
  if (JSON.stringify(body) === undefined) return "its body is not JSON";
  return undefined;
}

/** Lower-case words, dots and dashes. */
export function isTopic(topic: string): boolean {
  return topic.length <= NAME_LENGTH_MAX && /^[a-z0-9]+([.-][a-z0-9]+)*$/.test(topic);
}

/** Engines cannot all store the character 0, nor halves of a pair of surrogates. */
function isName(text: string): boolean {
  const fits = text.length > 0 && text.length <= NAME_LENGTH_MAX;
  return fits && text.isWellFormed() && !text.includes("\0");
}
