import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import { httpErrors } from "./http-errors.ts";
import { PROBLEM_TYPE, problemOf } from "./problem.ts";
import { SECURITY_HEADERS } from "./security-headers.ts";

/** Answers what Node could not read as a request, so that even that is a problem document. */
export function refuseConnection(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  const problem = problemOf(refusalOf(error), {});
  const body = JSON.stringify(problem);
  const headers = {
    ...SECURITY_HEADERS,
    "content-type": PROBLEM_TYPE,
    "content-length": Buffer.byteLength(body),
    connection: "close",
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const { status } = problem;
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join("")}\r\n${body}`);
}

function refusalOf({ code }: NodeJS.ErrnoException) {
  if (code === "HPE_HEADER_OVERFLOW") return httpErrors.HEADERS_TOO_LARGE();
  if (code === "ERR_HTTP_REQUEST_TIMEOUT") return httpErrors.REQUEST_TOO_SLOW();
  return httpErrors.REQUEST_MALFORMED();
}
