import { type Problem, ProblemError } from "./problem-error.ts";

/** How long the campus may take to answer, in milliseconds. */
const DEADLINE_MS = 15_000;

export interface RequestOptions {
  readonly method?: "GET" | "POST" | "PUT" | "DELETE";
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Aborts when nobody waits for the answer any more. */
  readonly signal?: AbortSignal;
}

/**
 * Asks the campus and resolves with the answer's JSON, or with undefined when there is none (204).
 * Throws a `ProblemError` when it refuses, and one with status 0 when no answer comes.
 */
export async function request<Answer>(path: string, options: RequestOptions = {}): Promise<Answer> {
  const { method = "GET", body, headers, signal } = options;
  const deadline = AbortSignal.timeout(DEADLINE_MS);
  try {
    const response = await fetch(path, {
      method,
      headers: { ...(body !== undefined && { "content-type": "application/json" }), ...headers },
      body: body === undefined ? null : JSON.stringify(body),
      signal: signal ? AbortSignal.any([signal, deadline]) : deadline,
    });
    if (!response.ok) throw new ProblemError(await problemOf(response));
    return (response.status === 204 ? undefined : await response.json()) as Answer;
  } catch (cause) {
    if (cause instanceof ProblemError || signal?.aborted) throw cause;
    throw new ProblemError(NO_ANSWER, { cause });
  }
}

const NO_ANSWER: Problem = {
  code: "NO_ANSWER",
  status: 0,
  title: "No answer",
  detail: "The campus did not answer.",
};

/** The problem document of a refusal; one made up where something else stands in its place. */
async function problemOf(response: Response): Promise<Problem> {
  const { status, statusText, headers } = response;
  if (headers.get("content-type")?.startsWith("application/problem+json")) {
    return (await response.json()) as Problem;
  }
  return {
    code: "UNEXPECTED_ANSWER",
    status,
    title: "Unexpected answer",
    detail: `The campus answered ${status} ${statusText}.`.replace(" .", "."),
  };
}
