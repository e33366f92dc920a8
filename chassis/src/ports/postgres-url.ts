import type { AdapterContext } from "./adapter-context.ts";

/** `postgres:` alone means a database of the campus's own server; a whole URL means that one. */
export function postgresUrl(
  { url, databaseUrl }: Pick<AdapterContext, "url" | "databaseUrl">,
  name: string,
): Promise<string> {
  return url.host === "" ? databaseUrl(name) : Promise.resolve(url.href);
}
