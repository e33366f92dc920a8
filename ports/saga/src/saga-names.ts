/** Of a saga and of a step, in characters. */
export const NAME_LENGTH_MAX = 40;
/** Of the id of a saga, in characters. */
export const ID_LENGTH_MAX = 100;

const WORDS = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const VISIBLE_ASCII = /^[!-~]+$/;

/** Lower-case words with dashes between them, such as `take-payment`. */
export function isSagaName(text: unknown): text is string {
  return typeof text === "string" && text.length <= NAME_LENGTH_MAX && WORDS.test(text);
}

/** Visible ASCII: it is a part of keys that travel in headers of HTTP. */
export function isSagaId(text: unknown): text is string {
  return typeof text === "string" && text.length <= ID_LENGTH_MAX && VISIBLE_ASCII.test(text);
}

/**
 * The key of a step's action. Names have neither dots nor slashes, so no two calls of any sagas
 * share a key; at most 187 characters of visible ASCII.
 */
export function actionKeyOf(saga: string, step: string, id: string): string {
  return `${saga}.${step}/${id}`;
}

/** The key of a step's compensation. */
export function compensationKeyOf(saga: string, step: string, id: string): string {
  return `${saga}.${step}.undo/${id}`;
}
