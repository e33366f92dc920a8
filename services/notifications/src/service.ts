import { defineService } from "@quad/chassis";
import { notificationSent } from "@quad/contracts";
import { consumers } from "./consumers.ts";
import type { NotificationsKit } from "./notifications-kit.ts";
import { routes } from "./routes.ts";

/** Notifications: tells customers what became of their order. */
export const notifications = defineService<NotificationsKit>({
  name: "notifications",
  summary: "Tells customers what became of their order.",
  migrations: new URL("../migrations/", import.meta.url),
  needs: { mailer: true },
  routes,
  consumers,
  emits: [notificationSent],
});
