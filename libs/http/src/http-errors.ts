import { defineErrors } from "@quad/errors";

/** What the HTTP layer itself refuses, before or instead of a handler. */
export const httpErrors = defineErrors({
  JSON_INVALID: ["invalid", "The body is not valid JSON."],
  BODY_TOO_LARGE: ["too-large", "The body is larger than this address accepts."],
  MEDIA_TYPE_UNSUPPORTED: ["unsupported", "The body has to be application/json."],
  REQUEST_INVALID: [
    "invalid",
    "The request is not what this address expects; `errors` says where.",
  ],
  REQUEST_MALFORMED: ["invalid", "The request is not valid HTTP."],
  HEADERS_TOO_LARGE: ["too-large", "The headers of the request are too large."],
  REQUEST_TOO_SLOW: ["timeout", "The request took too long to arrive."],
  REQUEST_TIMEOUT: ["timeout", "There was no answer within {deadlineMs} ms."],
  CALLER_GONE: ["timeout", "The caller hung up before there was an answer."],
  ROUTE_NOT_FOUND: ["not-found", "There is nothing at this address."],
  METHOD_NOT_ALLOWED: ["unsupported", "This address answers to {allow} only."],
  IDEMPOTENCY_KEY_MISSING: ["invalid", "The header Idempotency-Key is missing."],
  IDEMPOTENCY_KEY_INVALID: [
    "invalid",
    "The header Idempotency-Key has to be 1 to 200 printable ASCII characters.",
  ],
  IF_MATCH_MISSING: ["invalid", "The header If-Match is missing: send the ETag that was read."],
  IF_MATCH_INVALID: ["invalid", 'The header If-Match has to be one ETag, such as "3".'],
  CURSOR_INVALID: ["invalid", "The cursor is not one that this list has given out."],
  INTERNAL: ["internal", "Something went wrong here. It is on record under the request id."],
});
