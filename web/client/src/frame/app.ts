import type { IconName } from "@quad/ui";
import type { AnyRoute, LinkProps } from "@tanstack/react-router";
import type { ComponentType } from "react";

/** A part of the campus with pages of its own, as the table of apps lists it. */
export interface App<Routes extends readonly AnyRoute[] = readonly AnyRoute[]> {
  readonly name: string;
  readonly icon: IconName;
  /** Its pages: where each is, and its component, which is fetched when somebody goes there. */
  readonly routes: Routes;
  /** Its own navigation, shown while one is in it; the first leads into the app. */
  readonly navigation: readonly [NavigationRow, ...NavigationRow[]];
  /** What has to be in reach from everywhere on the campus. */
  readonly shortcuts?: readonly Shortcut[];
}

export interface NavigationRow {
  readonly label: string;
  readonly to: PlainPath;
}

export interface Shortcut extends NavigationRow {
  readonly icon: IconName;
  /** How many wait there, for the eye and for a screen reader: a `Count`, in the first script. */
  readonly Count: ComponentType;
}

/** A path that needs nothing but itself. */
type PlainPath = NonNullable<Exclude<LinkProps["to"], `${string}$${string}` | `.${string}`>>;
