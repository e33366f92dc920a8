import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chassisErrors } from "../chassis-errors.ts";
import type { Port, PortDefinition } from "./define-port.ts";
import { openModule } from "./open-module.ts";

interface OpenOptions<Context> {
  /** The value of the port's setting. */
  readonly url: string;
  /** True refuses an adapter that reaches one process only. */
  readonly isShared: boolean;
  /** What the adapter is given, but for its URL. */
  readonly context: Omit<Context, "url">;
}

/**
 * Opens the adapter that a setting names; it is not started yet.
 * Errors: ADAPTER_MODULE_INVALID, PORT_NOT_SHARED.
 */
export async function openPort<P extends Port, Context>(
  definition: PortDefinition<P, Context>,
  { url: text, isShared, context }: OpenOptions<Context>,
): Promise<P> {
  const { setting, adapters } = definition;
  const url = adapterUrl(text);
  const given = { ...context, url } as Context;
  const adapter = adapters[url.protocol];
  const port = await (adapter ? adapter.open(given) : openModule<P>(setting, url, given, faultOf));
  const { multiProcess = true }: { multiProcess?: boolean } = port.supports;
  if (isShared && !multiProcess) {
    throw chassisErrors.PORT_NOT_SHARED({ setting, scheme: url.protocol });
  }
  return port;
}

/** A `file:` URL may be relative: to the folder in which Quad was started. */
export function adapterUrl(text: string): URL {
  const isRelative = text.startsWith("file:") && !text.startsWith("file:/");
  return isRelative
    ? new URL(text.slice("file:".length), pathToFileURL(`${resolve()}/`))
    : new URL(text);
}

function faultOf(port: Partial<Port> | undefined): string | undefined {
  return typeof port?.supports === "object" ? undefined : "has no `supports`";
}
