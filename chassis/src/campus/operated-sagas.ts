import { type Lifecycle, sequence } from "@quad/lifecycle";
import type { Sagas } from "@quad/saga";
import { openKit } from "../boot/open-kit.ts";
import type { Kit } from "../kit.ts";
import type { Manifest, Service } from "../manifest.ts";
import type { Platform } from "./platform.ts";

/** The sagas of one service, for a person to look at and to speak about. */
export interface OperatedSagas extends Lifecycle {
  readonly service: string;
  readonly sagas: Pick<Sagas, "get" | "list" | "counts" | "retry" | "settle" | "wait">;
}

interface OperateOptions {
  readonly platform: Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/**
 * Reaches the sagas of a service in its database, whether the service runs or not. Works on none of
 * them: what a person sets going is for the service to do. Undefined when it has no sagas.
 */
export async function operatedSagas(
  service: Service,
  { platform, environment }: OperateOptions,
): Promise<OperatedSagas | undefined> {
  const manifest = service as unknown as Manifest<Kit>;
  if (!manifest.sagas) return undefined;
  const { database, sagas } = await openKit(manifest, { platform, environment, sagasMax: 0 });
  if (!(database && sagas)) return undefined;
  const { start, stop } = sequence([database, sagas]);
  return { service: manifest.name, sagas, start, stop };
}
