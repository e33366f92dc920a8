import { isQuadError } from "@quad/errors";
import type { FastifyReply } from "fastify";
import { httpErrors } from "./http-errors.ts";
import { PROBLEM_TYPE, problemOf, RETRY_AFTER_SECONDS, type Statuses } from "./problem.ts";
import { SECURITY_HEADERS } from "./security-headers.ts";

/** What Fastify itself refuses, by its codes. */
const OF_FASTIFY: Readonly<Record<string, keyof typeof httpErrors>> = {
  FST_ERR_CTP_INVALID_JSON_BODY: "JSON_INVALID",
  FST_ERR_CTP_EMPTY_JSON_BODY: "JSON_INVALID",
  FST_ERR_CTP_BODY_TOO_LARGE: "BODY_TOO_LARGE",
  FST_ERR_CTP_INVALID_MEDIA_TYPE: "MEDIA_TYPE_UNSUPPORTED",
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: "REQUEST_MALFORMED",
  FST_ERR_BAD_URL: "REQUEST_MALFORMED",
  FST_ERR_MAX_PARAM_LENGTH: "ROUTE_NOT_FOUND",
};

/** Answers with a problem document. What is no fault of the caller is written to the log. */
export function refuse(reply: FastifyReply, thrown: unknown, statuses: Statuses): FastifyReply {
  const error = inOurTerms(thrown);
  const problem = problemOf(error, statuses);
  if (problem.status >= 500) {
    const { method, url } = reply.request;
    const level = problem.status === 500 ? "error" : "warn";
    reply.log[level]({ error, method, url }, "a request failed");
  }
  if (problem.status === 503) reply.header("retry-after", RETRY_AFTER_SECONDS);
  if (isQuadError(error, "METHOD_NOT_ALLOWED")) reply.header("allow", error.details.allow);
  return (
    reply
      .code(problem.status)
      .headers({ ...SECURITY_HEADERS, "content-type": PROBLEM_TYPE })
      // To a string Fastify would add a charset, which this type does not have.
      .send(Buffer.from(JSON.stringify(problem)))
  );
}

function inOurTerms(thrown: unknown): unknown {
  const code = (thrown as { code?: unknown } | null)?.code;
  const ours = typeof code === "string" ? OF_FASTIFY[code] : undefined;
  return ours ? httpErrors[ours]({}, thrown) : thrown;
}
