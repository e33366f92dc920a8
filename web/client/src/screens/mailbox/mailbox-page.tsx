import { Alert, EmptyState, Skeleton, VisuallyHidden } from "@quad/ui";
import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { mailsQuery } from "../../api/mails.ts";
import { Page } from "../../frame/page.tsx";
import { RouterLinkButton } from "../../links/router-link-button.tsx";
import { ProblemAlert } from "../../problem/problem-alert.tsx";
import { MailList } from "./mail-list.tsx";
import styles from "./mailbox-page.module.css";
import { ReadingPane } from "./reading-pane.tsx";

const route = getRouteApi("/mailbox");

/** Every mail the shop would have sent: a list, and the one that is open. */
export function MailboxPage() {
  const { order, mail: openId } = route.useSearch();
  const query = useInfiniteQuery(mailsQuery(order));
  const mails = query.data?.pages.flatMap((page) => page.items) ?? [];
  const open = mails.find((mail) => mail.id === openId);
  return (
    <Page title="Mailbox">
      {order ? (
        <p>
          Mails of order <code>{order}</code>. <Link to="/mailbox">Show all mails</Link>
        </p>
      ) : null}
      {query.isPending ? <LoadingMails /> : null}
      {query.error ? (
        <ProblemAlert
          error={query.error}
          title="The mails could not be fetched"
          onRetry={() => void query.refetch()}
        />
      ) : null}
      {query.data && mails.length === 0 ? <NoMails isFiltered={order !== undefined} /> : null}
      {mails.length > 0 ? (
        <div className={styles.mailbox} data-reading={open !== undefined}>
          <MailList
            mails={mails}
            openId={openId}
            order={order}
            hasMore={query.hasNextPage}
            isBusy={query.isFetchingNextPage}
            onMore={() => void query.fetchNextPage()}
          />
          {openId && !open ? (
            <Alert tone="neutral" title="That mail is not among these">
              Show more of them, or open another.
            </Alert>
          ) : (
            <ReadingPane mail={open} order={order} />
          )}
        </div>
      ) : null}
    </Page>
  );
}

function NoMails({ isFiltered }: { readonly isFiltered: boolean }) {
  return (
    <EmptyState
      icon="envelope"
      title={isFiltered ? "No mail about this order yet" : "No mails yet"}
      actions={isFiltered ? null : <RouterLinkButton to="/">Browse books</RouterLinkButton>}
    >
      {isFiltered
        ? "It comes when the order is confirmed or cancelled, and appears here by itself."
        : "Order a book, and its confirmation arrives here. No mail leaves this machine."}
    </EmptyState>
  );
}

function LoadingMails() {
  return (
    <>
      <VisuallyHidden role="status">Loading mails …</VisuallyHidden>
      <Skeleton className={styles.loading} />
    </>
  );
}
