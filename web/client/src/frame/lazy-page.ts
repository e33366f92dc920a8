import { lazyRouteComponent } from "@tanstack/react-router";
import { PageNotFetched } from "./page-not-fetched.ts";

/**
 * A page that is a chunk of its own, fetched when somebody goes there or is about to.
 * Error, where the chunk does not come: PageNotFetched.
 */
export function lazyPage<Module extends object, Name extends keyof Module>(
  fetchModule: () => Promise<Module>,
  name: Name,
) {
  return lazyRouteComponent(async () => {
    try {
      return await fetchModule();
    } catch (cause) {
      throw new PageNotFetched("The code of this page did not come.", { cause });
    }
  }, name);
}
