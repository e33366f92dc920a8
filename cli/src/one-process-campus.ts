import { campus, platform } from "@quad/chassis";
import type { Lifecycle } from "@quad/lifecycle";
import type { CampusParts } from "./run-campus.ts";
import { services } from "./services.ts";

/** All services in this process: quick to start and small. */
export function oneProcessCampus(parts: CampusParts): Lifecycle {
  return campus({ services, environment: parts.environment, platform: platform(parts) });
}
