import { LinkButton } from "@quad/ui";
import { createLink } from "@tanstack/react-router";

/** A link to another page of the client that looks like a button. */
export const RouterLinkButton = createLink(LinkButton);
