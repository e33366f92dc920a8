import { createRoute } from "@tanstack/react-router";
import type { App } from "../../frame/app.ts";
import { lazyPage } from "../../frame/lazy-page.ts";
import { rootRoute } from "../../frame/root-route.ts";

/** Which mails are listed, and which one is open. */
interface MailboxSearch {
  /** Only the mails of this order. */
  readonly order?: string;
  readonly mail?: string;
}

const under = { getParentRoute: () => rootRoute };

const routes = [
  createRoute({
    ...under,
    path: "/mailbox",
    component: lazyPage(() => import("./mailbox/mailbox-page.tsx"), "MailboxPage"),
    validateSearch: ({ order, mail }: Record<string, unknown>): MailboxSearch => ({
      ...(typeof order === "string" && { order }),
      ...(typeof mail === "string" && { mail }),
    }),
  }),
] as const;

/** Every mail that the campus would have sent. */
export const mailbox: App<typeof routes> = {
  name: "Mailbox",
  icon: "envelope",
  routes,
  navigation: [{ label: "Mails", to: "/mailbox" }],
};
