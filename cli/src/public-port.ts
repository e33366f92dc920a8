import { once } from "node:events";
import { createServer } from "node:net";
import { cliErrors } from "./cli-errors.ts";

/**
 * Finds out before anything is started whether the public port can be had.
 * Errors: PORT_IN_USE, PORT_NOT_ALLOWED.
 */
export async function checkPublicPort(host: string, port: number): Promise<void> {
  const probe = createServer();
  try {
    probe.listen({ host, port, exclusive: true });
    await once(probe, "listening");
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "EADDRINUSE") throw cliErrors.PORT_IN_USE({ host, port }, error);
    throw cliErrors.PORT_NOT_ALLOWED({ host, port, reason: message }, error);
  } finally {
    probe.close();
  }
}
