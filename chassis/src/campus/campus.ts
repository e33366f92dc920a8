import { type Lifecycle, managed } from "@quad/lifecycle";
import { bootService, type RunningService } from "../boot/boot-service.ts";
import { chassisErrors } from "../chassis-errors.ts";
import type { Manifest, Service } from "../manifest.ts";
import { refuseTooManyConnections } from "./connection-budget.ts";
import type { Platform } from "./platform.ts";
import { PUBLIC_SERVICE } from "./public-service.ts";

/** Several services in one process, on one platform. */
export interface Campus extends Lifecycle {
  /** Error: SERVICE_UNKNOWN. */
  service(name: string): RunningService;
}

export interface CampusOptions {
  readonly services: readonly Service[];
  readonly platform: Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/**
 * Starts the platform, then all services at once, then the gateway, so that the public port opens
 * last; stops in reverse, so that it closes first.
 */
export function campus(options: CampusOptions): Campus {
  const { platform, environment, services } = options;
  const running = services.map((service) => {
    const open = nameOf(service) === PUBLIC_SERVICE;
    return bootService(service, {
      platform,
      environment,
      host: open ? platform.settings.QUAD_HOST : "127.0.0.1",
      port: open ? platform.settings.QUAD_PORT : 0,
    });
  });
  const inner = running.filter((service) => service.name !== PUBLIC_SERVICE);
  const outer = running.filter((service) => service.name === PUBLIC_SERVICE);

  const lifecycle = managed({
    async start() {
      await platform.start();
      const { settings, databaseUrl } = platform;
      await refuseTooManyConnections({ processes: [services], settings, databaseUrl });
      await settleAll(inner.map((service) => service.start()));
      await settleAll(outer.map((service) => service.start()));
    },
    async stop() {
      const errors: unknown[] = [];
      for (const group of [outer, inner, [platform]]) {
        await settleAll(group.map((part) => part.stop())).catch((error) => errors.push(error));
      }
      if (errors.length > 0) throw errors[0];
    },
  });

  return {
    service(name) {
      const found = running.find((service) => service.name === name);
      if (found) return found;
      const known = running.map((service) => service.name).join(", ");
      throw chassisErrors.SERVICE_UNKNOWN({ name, known });
    },
    start: lifecycle.start,
    stop: lifecycle.stop,
  };
}

export function nameOf(service: Service): string {
  return (service as unknown as Manifest<never>).name;
}

/** Waits for all, also when one fails, so that nothing is left under way; then throws the first. */
async function settleAll(promises: readonly Promise<void>[]): Promise<void> {
  const results = await Promise.allSettled(promises);
  for (const result of results) if (result.status === "rejected") throw result.reason;
}
