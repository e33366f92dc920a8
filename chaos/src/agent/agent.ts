/**
 * Loaded into every process of the campus (`node --import`). It does nothing until the harness
 * arms a fault in it over a socket. Production code knows nothing of it.
 */
import { createConnection } from "node:net";
import type { Command, Hello } from "./armed-fault.ts";
import { ArmedFaults } from "./armed-faults.ts";
import { hookRequests } from "./hook-requests.ts";
import { hookStatements } from "./hook-statements.ts";
import { onLines } from "./on-lines.ts";

const { CHAOS_SOCKET: socketPath, CHAOS_LANDINGS: landings, CHAOS_NAME, QUAD_LISTEN } = process.env;
const isService = process.argv.includes("serve");
const name = CHAOS_NAME ?? process.argv[process.argv.indexOf("serve") + 1] ?? "";

if (isService && socketPath && landings) {
  const armed = new ArmedFaults({ name, landings });
  hookStatements(armed);
  hookRequests(armed);
  obey(socketPath, armed);
}

/** The socket keeps no process alive: a service that has stopped ends. */
function obey(path: string, armed: ArmedFaults): void {
  const socket = createConnection(path);
  socket.unref();
  const hello: Hello = { name, pid: process.pid, listen: QUAD_LISTEN ?? "" };
  socket.write(`${JSON.stringify(hello)}\n`);
  // Without a harness there are no faults.
  onLines<Command>(socket, (command) => armed.obey(command));
}
