/** Of a topic, a key or a message id, in UTF-16 units. */
const NAME_LENGTH_MAX = 120;
const GROUP_LENGTH_MAX = 80;
const WORDS = /^[a-z0-9]+([.-][a-z0-9]+)*$/;

/** Lower-case words with dots and dashes between them, such as `orders.order-created`. */
export function isTopic(text: unknown): text is string {
  return typeof text === "string" && text.length <= NAME_LENGTH_MAX && WORDS.test(text);
}

/** Written like a topic. */
export function isGroup(text: unknown): text is string {
  return typeof text === "string" && text.length <= GROUP_LENGTH_MAX && WORDS.test(text);
}

/** A key or an id: any text that is not empty, not too long, and that every engine can carry. */
export function isName(text: unknown): text is string {
  return isCarried(text) && text.length > 0 && text.length <= NAME_LENGTH_MAX;
}

/** Engines refuse or change control characters, line ends among them, and halves of surrogates. */
export function isCarried(text: unknown): text is string {
  return typeof text === "string" && text.isWellFormed() && !/\p{Cc}/u.test(text);
}
