import { createRouter } from "@tanstack/react-router";
import { apps } from "./apps.ts";
import { BrokenPage } from "./frame/broken-page.tsx";
import { Frame } from "./frame/frame.tsx";
import { NotFoundPage } from "./frame/not-found-page.tsx";
import { rootRoute } from "./frame/root-route.ts";

type PageRoute = (typeof apps)[number]["routes"][number];

export const router = createRouter({
  routeTree: rootRoute.addChildren(apps.flatMap<PageRoute>(({ routes }) => routes)),
  InnerWrap: Frame,
  defaultErrorComponent: BrokenPage,
  defaultNotFoundComponent: NotFoundPage,
  defaultPreload: "intent",
  scrollRestoration: true,
  // Plain text both ways: a search for 1984 is a search for a text.
  parseSearch: (query) => Object.fromEntries(new URLSearchParams(query)),
  stringifySearch: (search) => {
    const given = Object.entries(search).map(([name, value]) => [name, String(value)]);
    const query = new URLSearchParams(given).toString();
    return query && `?${query}`;
  },
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
