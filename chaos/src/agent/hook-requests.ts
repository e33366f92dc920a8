import http from "node:http";
import type { CallFault } from "./armed-fault.ts";
import type { ArmedFaults } from "./armed-faults.ts";

type Emit = (this: http.Server, event: string, ...args: unknown[]) => boolean;

/** Every HTTP request that this process is asked passes here. */
export function hookRequests(armed: ArmedFaults): void {
  const prototype = http.Server.prototype as unknown as { emit: Emit };
  const emit = prototype.emit;
  prototype.emit = function hooked(event, ...args) {
    if (event !== "request") return emit.call(this, event, ...args);
    const [request, response] = args as [http.IncomingMessage, http.ServerResponse];
    armed.busy++;
    response.once("close", () => {
      armed.busy--;
    });
    const fault = armed.atRequest(request.url ?? "");
    const hear = () => emit.call(this, event, ...args);
    if (!fault) return hear();
    armed.land(fault, `${fault.when} ${request.method} ${request.url}`);
    return fault.when === "before" ? before(fault, request, hear) : after(fault, response, hear);
  };
}

function before(
  { kind, delayMs }: CallFault,
  { socket }: http.IncomingMessage,
  hear: () => boolean,
): boolean {
  if (kind === "drop") socket.destroy();
  else setTimeout(hear, delayMs);
  return true;
}

/** What was asked is done; the answer comes late, or never. */
function after({ kind, delayMs }: CallFault, response: http.ServerResponse, hear: () => boolean) {
  const end = response.end.bind(response) as (...args: unknown[]) => http.ServerResponse;
  const answerLate = (...args: unknown[]) => {
    setTimeout(() => end(...args), delayMs);
    return response;
  };
  const answerNever = () => {
    response.socket?.destroy();
    return response;
  };
  response.end = (kind === "drop" ? answerNever : answerLate) as typeof response.end;
  return hear();
}
