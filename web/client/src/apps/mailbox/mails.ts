import type { NotificationView } from "@quad/contracts/http/notifications";
import { infiniteQueryOptions } from "@tanstack/react-query";
import { type Page, withQuery } from "../../api/page.ts";
import { request } from "../../api/request.ts";

/** A mail as the customer would have got it: it never left the machine. */
export type Mail = NotificationView;

const MAILS_PER_PAGE = 25;

/** How often an open mailbox looks for new mails, in milliseconds. */
const LOOK_INTERVAL_MS = 5_000;

/** The mails of one order, or all; newest first. */
export const mailsQuery = (orderId: string | undefined) =>
  infiniteQueryOptions({
    queryKey: ["mails", { orderId }],
    queryFn: ({ pageParam: cursor, signal }) =>
      request<Page<Mail>>(
        withQuery("/api/notifications", { order: orderId, limit: MAILS_PER_PAGE, cursor }),
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    refetchInterval: LOOK_INTERVAL_MS,
  });
