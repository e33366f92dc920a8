import { useMatches } from "@tanstack/react-router";
import { apps } from "../apps.ts";
import type { App } from "./app.ts";

/** The app that the shown page belongs to; none where there is no such page. */
export function useCurrentApp(): App | undefined {
  const id = useMatches({ select: (matches) => matches.at(-1)?.routeId });
  return apps.find(({ routes }) => routes.some((route) => route.id === id));
}
