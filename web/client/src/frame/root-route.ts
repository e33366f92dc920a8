import { createRootRoute } from "@tanstack/react-router";

/** What every page's route stands under; the router puts the frame around it. */
export const rootRoute = createRootRoute();
