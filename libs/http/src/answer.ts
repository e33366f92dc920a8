const ANSWER = Symbol("answer");

/** A success with more than a body. Made by `answer`. */
export interface Answer<Body> extends AnswerOptions {
  readonly [ANSWER]: true;
  readonly body: Body;
}

export interface AnswerOptions {
  /** Default: the status of the route. */
  readonly status?: 200 | 201 | 202 | 204;
  readonly headers?: Readonly<Record<string, string>>;
  /** Cookies to set by name; null forgets one. */
  readonly cookies?: Readonly<Record<string, Cookie | null>>;
}

/** Always HttpOnly, SameSite=Lax and for the whole site. */
export interface Cookie {
  readonly value: string;
  /** Without it the cookie ends with the browser's session. */
  readonly maxAgeSeconds?: number;
}

/** What a handler returns when a body alone does not say it all. */
export function answer<const Body>(body: Body, options: AnswerOptions = {}): Answer<Body> {
  return { [ANSWER]: true, body, ...options };
}

export function isAnswer(value: unknown): value is Answer<unknown> {
  return typeof value === "object" && value !== null && ANSWER in value;
}
