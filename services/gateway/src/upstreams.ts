import type { ServiceFacts } from "@quad/chassis";
import type { GatewayKit } from "./gateway-kit.ts";

/** The services behind the door, in the order of the campus's list. */
export function upstreamsOf({ service, services }: GatewayKit): readonly ServiceFacts[] {
  return services.filter(({ name }) => name !== service);
}

/** The name of the service that a path belongs to; undefined when there is none. */
export function upstreamOf(kit: GatewayKit, path: string): string | undefined {
  const isBelow = (start: string) => path === start || path.startsWith(`${start}/`);
  return upstreamsOf(kit).find(({ paths }) => paths.some(isBelow))?.name;
}
