/**
 * The services behind the door, by their path under `/api/`. Catalog is first: readiness.ts says
 * why.
 */
export const UPSTREAMS = [
  "catalog",
  "cart",
  "orders",
  "inventory",
  "payments",
  "notifications",
] as const;
export type Upstream = (typeof UPSTREAMS)[number];

/** The service that a path belongs to; undefined when there is none. */
export function upstreamOf(path: string): Upstream | undefined {
  return UPSTREAMS.find((name) => path === `/api/${name}` || path.startsWith(`/api/${name}/`));
}
