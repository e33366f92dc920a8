import type { IncomingMessage } from "node:http";
import { v7 as uuidv7 } from "uuid";

const SANE = /^[\w.:-]{1,100}$/;

/** The caller's `x-request-id`, so that one id follows a request through services, or a new one. */
export function requestIdOf({ headers }: Pick<IncomingMessage, "headers">): string {
  const given = headers["x-request-id"];
  return typeof given === "string" && SANE.test(given) ? given : uuidv7();
}
