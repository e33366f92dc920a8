import type { Bus } from "@quad/bus";
import type { DatabaseKit, Kit } from "../kit.ts";
import type { Manifest } from "../manifest.ts";

/**
 * Why a service is not ready, part by part; empty when it is. A service is ready when its database
 * answers, its own condition holds, and it has once been level with the events that wait for it.
 */
export function readiness(options: {
  manifest: Manifest<Kit>;
  kit: Kit;
  /** Undefined for a service that neither hears nor says events. */
  bus: Bus | undefined;
}): () => Promise<Record<string, string>> {
  const { manifest, kit, bus } = options;
  let hasBeenLevel = !(bus && manifest.consumers?.length);

  return async () => {
    try {
      await (kit as Partial<DatabaseKit<unknown>>).database?.ping();
    } catch {
      return { database: "it does not answer" };
    }
    const reason = await manifest.ready?.(kit);
    if (reason) return { [manifest.name]: reason };
    if (bus && !hasBeenLevel) {
      if (await bus.hasReady(manifest.name)) return { bus: "events wait to be heard" };
      hasBeenLevel = true;
    }
    return {};
  };
}
