import type { Static, TObject, TSchema } from "typebox";

/**
 * One question that a service answers at once, for another service to ask. Asked again with the
 * same request it has no further effect: a caller that got no answer asks again.
 */
export interface CallDefinition<
  Request extends TObject = TObject,
  Answer extends TSchema = TSchema,
> {
  /** `<owner>.<verb>-<what>` */
  readonly name: string;
  /** The one service that answers it. */
  readonly owner: string;
  /** What it does, in one sentence. */
  readonly summary: string;
  readonly request: Request;
  readonly answer: Answer;
  /** How long the caller waits, and the owner works on it. */
  readonly deadlineMs: number;
  readonly example: { readonly request: Static<Request>; readonly answer: Static<Answer> };
}

export type RequestOf<Definition> =
  Definition extends CallDefinition<infer Request, TSchema> ? Static<Request> : never;

export type AnswerOf<Definition> =
  Definition extends CallDefinition<TObject, infer Answer> ? Static<Answer> : never;

export function defineCall<Request extends TObject, Answer extends TSchema>(
  definition: CallDefinition<Request, Answer>,
): CallDefinition<Request, Answer> {
  return Object.freeze(definition);
}
